package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes the events of a user. */
@Command(
    name = "erase",
    description = {
      "Removes the events of a user from a log and from all dead letters of the configuration.",
      "Removes the events with that uid; a mention of the user in the data of other events is not "
          + "looked for. Says so when a journal still holds events of the user. Asks before it "
          + "begins; without a terminal, --yes has to be given.",
      "Of a log that is sealed, each event is named in a record that the operator key signs;"
          + " without the key nothing is removed."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:They were removed, or counted, and no journal holds more of them.",
      "1:Some are left: in a journal, in what cannot be read, or because the store did not answer, "
          + "or somebody said no or stopped it.",
      "2:The command could not start, or the store cannot do that."
    })
final class EraseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StoreOptions stores;

  @Option(names = "--uid", paramLabel = "UID", required = true, description = "The user.")
  private String uid = "";

  @Option(names = "--dry-run", description = "Only counts the events.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean isConfirmed;

  @Override
  public Integer call() throws IOException {
    Confirmation.require("erase", isConfirmed, dryRun);
    EventLoggerConfig config = stores.isRemote() ? null : stores.config();
    DeadLetterErasure letters =
        new DeadLetterErasure(
            config == null ? List.of() : DeadLettersOption.configured(config),
            uid,
            spec.commandLine().getErr());
    try (StoreOptions.OpenLog log = config == null ? stores.open() : stores.open(config)) {
      return dryRun ? count(log, letters, config) : erase(log, letters, config);
    } catch (InterruptedException e) {
      return EventLoggerCommand.SOME_REFUSED;
    }
  }

  private int count(
      StoreOptions.OpenLog log, DeadLetterErasure letters, @Nullable EventLoggerConfig config)
      throws IOException, InterruptedException {
    out()
        .println(
            "would remove " + what(log, log.store().erase(uid, Removal.DRY_RUN), letters.count()));
    return finish(true, config);
  }

  private int erase(
      StoreOptions.OpenLog log, DeadLetterErasure letters, @Nullable EventLoggerConfig config)
      throws IOException, InterruptedException {
    if (!isConfirmed) {
      long count = log.store().erase(uid, Removal.DRY_RUN);
      if (count + letters.count() == 0) {
        out().println("there is nothing to remove: " + what(log, 0, 0));
        return finish(true, config);
      }
      if (!Confirmation.ask("Remove " + what(log, count, letters.count()) + "?", err())) {
        err().println("nothing was removed");
        return EventLoggerCommand.SOME_REFUSED;
      }
    }
    SignedRemoval signed = signed(log, config);
    // Before the letters, since one that is sent again meanwhile would otherwise be in neither.
    long dead = letters.erase();
    long removed = new Removing(err()).run(removal -> erase(log, signed, removal));
    out().println("removed " + what(log, removed, dead));
    return finish(letters.isComplete(), config);
  }

  private long erase(StoreOptions.OpenLog log, @Nullable SignedRemoval signed, Removal removal)
      throws IOException, InterruptedException {
    return signed == null
        ? log.store().erase(uid, removal)
        : signed.remove(
            "erase",
            "the events of one user",
            EventFilter.of(Condition.equal(Field.UID, uid)),
            removal);
  }

  /** How events are removed from a sealed log; null if this one is not sealed. */
  private static @Nullable SignedRemoval signed(
      StoreOptions.OpenLog log, @Nullable EventLoggerConfig config) throws InterruptedException {
    SealedLog sealed = config == null ? null : SealedLog.find(config, log.name()).orElse(null);
    return sealed == null ? null : new SignedRemoval(sealed, log.store());
  }

  private static String what(StoreOptions.OpenLog log, long events, long dead) {
    return Terminal.count(events)
        + " events of that user from log \""
        + log.name()
        + "\" and "
        + Terminal.count(dead)
        + " from dead letters";
  }

  /** Reports where else there are events of the user. */
  private int finish(boolean isComplete, @Nullable EventLoggerConfig config) {
    if (config == null) {
      err()
          .println(
              "the server's dead letters and journals were not looked at; erase once more where its"
                  + " configuration is");
      return EventLoggerCommand.OK;
    }
    List<String> inJournals = JournalSearch.find(config, uid);
    inJournals.forEach(err()::println);
    return isComplete && inJournals.isEmpty()
        ? EventLoggerCommand.OK
        : EventLoggerCommand.SOME_REFUSED;
  }

  private PrintWriter out() {
    return Harmless.out(spec);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
