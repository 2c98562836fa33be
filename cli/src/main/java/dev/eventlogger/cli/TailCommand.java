package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.spi.OneLine;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the last events, and new ones as they arrive. */
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
  @Mixin private FieldsOption fields;

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
    List<Column> columns = fields.columns();
    EventFilter filter = filters.filter(clock);
    try (StoreOptions.OpenLog log = stores.open()) {
      PrintWriter out = new PrintWriter(spec.commandLine().getOut());
      EventPrinter printer = EventPrinter.of(format.format(), out, columns, filters.zone());
      Following following = new Following(log.store(), filter, clock);
      List<Event> last = following.last(count);
      printer.print(last);
      if (last.isEmpty() && count > 0) {
        String then = follow ? "; waiting for events" : "";
        spec.commandLine().getErr().println("nothing found " + filters.bounds(filter) + then);
      }
      if (follow) {
        follow(following, printer);
      }
      printer.end();
    }
    return EventLoggerCommand.OK;
  }

  /** Follows until the reader goes away, or the thread is interrupted; Ctrl-C ends the JVM. */
  private void follow(Following following, EventPrinter printer) {
    @Nullable String complaint = null;
    while (!printer.isCut()) {
      try {
        Thread.sleep(POLL_MILLIS);
        following.poll(printer::print);
        complaint = null;
      } catch (StoreException e) {
        // The store may answer again later; the same message is printed once.
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
