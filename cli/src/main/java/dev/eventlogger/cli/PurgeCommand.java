package dev.eventlogger.cli;

import dev.eventlogger.query.Removal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
      "By default those that are older than the log's days_to_keep_event_logs, or than 7 days if it "
          + "does not say.",
      "Works in chunks of at most 5,000 events with pauses, so that writers are not held up. Asks "
          + "before it begins; without a terminal, --yes has to be given."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:They were removed, or counted.",
      "1:Not all were removed: the store did not answer, or somebody said no or stopped it.",
      "2:The command could not start, or the store cannot do that."
    })
final class PurgeCommand implements Callable<Integer> {

  /** Of a log that does not say: the same as in Querybook. */
  private static final int DAYS_TO_KEEP = 7;

  @Spec private CommandSpec spec;
  @Mixin private StoreOptions stores;

  @ArgGroup private @Nullable Age age;

  @Option(names = "--dry-run", description = "Only counts the events.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean isConfirmed;

  /** Which events are old: one of two ways to say it. */
  static final class Age {

    @Option(
        names = "--before",
        paramLabel = "TIME",
        description = "Those before a time: RFC 3339, a date (UTC), or a time back such as 90d.")
    private @Nullable String before;

    @Option(names = "--older-than", paramLabel = "AGE", description = "Those older than 90d, say.")
    private @Nullable String olderThan;

    Instant before(Instant now) {
      return before != null
          ? TimeText.parse("--before", before, now)
          : now.minus(TimeText.duration("--older-than", String.valueOf(olderThan)));
    }
  }

  @Override
  public Integer call() throws IOException {
    Confirmation.require("purge", isConfirmed, dryRun);
    Instant now = Clock.systemUTC().instant();
    Instant asked = age == null ? null : age.before(now);
    try (StoreOptions.OpenLog log = stores.open()) {
      int days = log.store().daysToKeep().orElse(DAYS_TO_KEEP);
      if (asked == null && days < 0) {
        spec.commandLine().getOut().println(keepsAll(log));
        return EventLoggerCommand.OK;
      }
      return purge(log, asked == null ? now.minus(Duration.ofDays(days)) : asked);
    } catch (InterruptedException e) {
      return EventLoggerCommand.SOME_REFUSED;
    }
  }

  private static String keepsAll(StoreOptions.OpenLog log) {
    return "nothing is removed: log \""
        + log.name()
        + "\" keeps its events for ever (days_to_keep_event_logs: -1); say --before or --older-than";
  }

  private int purge(StoreOptions.OpenLog log, Instant before)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    String which = " of log \"" + log.name() + "\" from before " + before;
    if (dryRun) {
      long count = log.store().purge(before, Removal.DRY_RUN);
      out.println("would remove " + Terminal.count(count) + " events" + which);
      return EventLoggerCommand.OK;
    }
    if (!isConfirmed) {
      long count = log.store().purge(before, Removal.DRY_RUN);
      if (!Confirmation.ask("Remove " + Terminal.count(count) + " events" + which + "?", err)) {
        err.println("nothing was removed");
        return EventLoggerCommand.SOME_REFUSED;
      }
    }
    long removed = new Removing(err).run(removal -> log.store().purge(before, removal));
    out.println("removed " + Terminal.count(removed) + " events" + which);
    return EventLoggerCommand.OK;
  }
}
