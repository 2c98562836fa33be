package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.text.TimeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes old events. */
@Command(
    name = "purge",
    description = {
      "Removes the events of a log that happened before a time.",
      "By default those that are older than the log's days_to_keep_event_logs; a log without that "
          + "keeps all, unless --older-than or --before says which go.",
      "Works in chunks of at most 5,000 events with pauses, so that writers are not held up. Asks "
          + "before it begins; without a terminal, --yes has to be given.",
      "Of a log that is sealed, each event is named in a record that the operator key signs;"
          + " without the key nothing is removed."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:They were removed, or counted.",
      "1:Not all were removed: the store did not answer, or somebody said no or stopped it.",
      "2:The command could not start, or the store cannot do that."
    })
final class PurgeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StoreOptions stores;

  @Mixin private ZoneOption zone;

  @ArgGroup private @Nullable Age age;

  @Option(names = "--dry-run", description = "Only counts the events.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean isConfirmed;

  /** Which events are old, given in one of two ways. */
  static final class Age {

    @Option(
        names = "--before",
        paramLabel = "TIME",
        description = "Those before a time: RFC 3339, a date, or a time back such as 90d.")
    private @Nullable String before;

    @Option(names = "--older-than", paramLabel = "AGE", description = "Those older than 90d, say.")
    private @Nullable String olderThan;

    Instant before(Instant now, ZoneId zone) {
      String time = before;
      return time != null
          ? UserMistake.ifWrong("--before: ", () -> TimeText.parse(time, now, zone))
          : UserMistake.ifWrong(
              "--older-than: ", () -> TimeText.ago(String.valueOf(olderThan), now, zone));
    }
  }

  @Override
  public Integer call() throws IOException {
    Confirmation.require("purge", isConfirmed, dryRun);
    Instant now = Clock.systemUTC().instant();
    Instant asked = age == null ? null : age.before(now, zone.zone());
    EventLoggerConfig config = stores.isRemote() ? null : stores.config();
    try (StoreOptions.OpenLog log = config == null ? stores.open() : stores.open(config)) {
      SignedRemoval signed = signed(config, log);
      return purge(log, asked == null ? now.minus(kept(log)) : asked, signed);
    } catch (InterruptedException e) {
      return EventLoggerCommand.SOME_REFUSED;
    }
  }

  /**
   * How events are removed from a sealed log; null if this one is not sealed, or events are only
   * counted.
   */
  private @Nullable SignedRemoval signed(
      @Nullable EventLoggerConfig config, StoreOptions.OpenLog log) throws InterruptedException {
    SealedLog sealed =
        config == null || dryRun ? null : SealedLog.find(config, log.name()).orElse(null);
    return sealed == null ? null : new SignedRemoval(sealed, log.store());
  }

  /** How long the log keeps events; refuses to remove any from a log without such a setting. */
  private static Duration kept(StoreOptions.OpenLog log) {
    OptionalInt days = log.store().daysToKeep();
    if (days.isEmpty() || days.getAsInt() <= 0) {
      String reason =
          days.isEmpty()
              ? " keeps all of its events: days_to_keep_event_logs is not set"
              : " keeps its events for ever (days_to_keep_event_logs: " + days.getAsInt() + ")";
      throw new UserMistake(
          "purge: log \""
              + log.name()
              + "\""
              + reason
              + "; nothing was removed; say which go with --older-than 90d or --before 2026-01-31");
    }
    return Duration.ofDays(days.getAsInt());
  }

  private int purge(StoreOptions.OpenLog log, Instant before, @Nullable SignedRemoval signed)
      throws IOException, InterruptedException {
    PrintWriter out = Harmless.out(spec);
    PrintWriter err = spec.commandLine().getErr();
    String which = " of log \"" + log.name() + "\" from before " + before;
    if (dryRun) {
      long count = log.store().purge(before, Removal.DRY_RUN);
      out.println("would remove " + Terminal.count(count) + " events" + which);
      return EventLoggerCommand.OK;
    }
    if (!isConfirmed) {
      long count = log.store().purge(before, Removal.DRY_RUN);
      if (count == 0) {
        out.println("there is nothing to remove: no event" + which);
        return EventLoggerCommand.OK;
      }
      if (!Confirmation.ask("Remove " + Terminal.count(count) + " events" + which + "?", err)) {
        err.println("nothing was removed");
        return EventLoggerCommand.SOME_REFUSED;
      }
    }
    long removed =
        new Removing(err)
            .run(
                removal ->
                    signed == null
                        ? log.store().purge(before, removal)
                        : signed.remove(
                            age == null ? "retention" : "purge",
                            "events from before " + before,
                            new EventFilter(null, before, List.of()),
                            removal));
    out.println("removed " + Terminal.count(removed) + " events" + which);
    return EventLoggerCommand.OK;
  }
}
