package dev.eventlogger.cli;

import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.spi.OneLine;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the last events, and those that come. */
@Command(
    name = "tail",
    description = {
      "Prints the last events of a log, and with -f those that come, until it is stopped.",
      "An event is found if it arrives at most 30 seconds later than another that happened after it."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The events were printed.",
      "1:The store did not answer.",
      "2:The command could not start, or the store cannot answer that."
    })
final class TailCommand implements Callable<Integer> {

  private static final long POLL_MILLIS = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private StoreOptions stores;
  @Mixin private FilterOptions filters;
  @Mixin private FormatOption format;

  @Option(names = "-n", paramLabel = "N", description = "How many of the last events. Default: 10.")
  private int count = 10;

  @Option(
      names = {"-f", "--follow"},
      description = "Prints the events that come, too.")
  private boolean follow;

  @Override
  public Integer call() {
    if (count < 0 || count > EventQuery.MOST) {
      throw new UserMistake("-n: must be from 0 to " + EventQuery.MOST + ", not " + count);
    }
    if (follow && format.format() == Format.JSON) {
      throw new UserMistake(
          "--format: JSON is one array, which would never end; use NDJSON with -f");
    }
    Clock clock = Clock.systemUTC();
    try (StoreOptions.OpenLog log = stores.open()) {
      EventPrinter printer =
          EventPrinter.of(format.format(), new PrintWriter(spec.commandLine().getOut()));
      Following following = new Following(log.store(), filters.filter(clock), clock);
      printer.print(following.last(count));
      if (follow) {
        follow(following, printer);
      }
      printer.end();
    }
    return EventLoggerCommand.OK;
  }

  /** Until nobody reads on, or the thread is interrupted; Ctrl-C ends the JVM. */
  private void follow(Following following, EventPrinter printer) {
    @Nullable String complaint = null;
    while (!printer.isCut()) {
      try {
        Thread.sleep(POLL_MILLIS);
        following.poll(printer::print);
        complaint = null;
      } catch (StoreException e) {
        // It may answer again; the same words are said once.
        String words = OneLine.escape(String.valueOf(e.getMessage()));
        if (!words.equals(complaint)) {
          spec.commandLine().getErr().println(words);
        }
        complaint = words;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
