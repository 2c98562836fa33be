package dev.eventlogger.cli;

import dev.eventlogger.cli.verify.Proof;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.seal.SealFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves to a third party that an event was sealed. */
@Command(
    name = "prove",
    description = {
      "Prints a bundle that proves that an event was sealed: the event itself, its salt, the hashes"
          + " up to the signed checkpoint, and the key's record.",
      "Whoever has it, and knows the operator key, checks it without us: with verify --proof, or"
          + " with the short program in docs/audit.md. It holds all of the event."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The bundle was printed.",
      "1:The event was not sealed as it is, or not yet, or the store did not answer.",
      "2:The command could not start, or there is no such event."
    })
final class ProveCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StoreOptions stores;
  @Mixin private SealOptions seals;

  @Parameters(paramLabel = "ID", description = "The event's id.")
  private UUID id = new UUID(0, 0);

  @Override
  public Integer call() throws IOException {
    if (stores.isRemote()) {
      throw new UserMistake("prove: run it where the store's configuration is");
    }
    EventLoggerConfig config = stores.config();
    try (StoreOptions.OpenLog log = stores.open(config)) {
      Event event = find(log);
      for (SealFolder folder : seals.folders(config, log.name())) {
        Optional<Proof> proof = folder.isThere() ? Proof.of(event, folder) : Optional.empty();
        if (proof.isPresent()) {
          spec.commandLine().getOut().println(proof.get().toJson());
          return EventLoggerCommand.OK;
        }
      }
      spec.commandLine()
          .getErr()
          .println(
              "event "
                  + id
                  + ": no seal has it as it is; it is on its way, or was changed, or its salt was"
                  + " removed: verify says which");
      return EventLoggerCommand.SOME_REFUSED;
    }
  }

  private Event find(StoreOptions.OpenLog log) {
    EventFilter filter = EventFilter.of(Condition.equal(Field.ID, id));
    List<Event> found = log.store().find(EventQuery.of(filter)).events();
    if (found.isEmpty()) {
      throw new UserMistake("log \"" + log.name() + "\": has no event " + id);
    }
    return found.get(0);
  }
}
