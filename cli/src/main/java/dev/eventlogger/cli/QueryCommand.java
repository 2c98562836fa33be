package dev.eventlogger.cli;

import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.text.SortText;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints events of a readable log. */
@Command(
    name = "query",
    description = {
      "Prints the events of a log, the latest first.",
      "Options that are different must all hold; of one that is repeated, any value will do, but "
          + "every --where must hold."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The answer is complete.",
      "1:The store did not answer.",
      "2:The command could not start, or the store cannot answer that."
    })
final class QueryCommand implements Callable<Integer> {

  private static final int PAGE = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private StoreOptions stores;
  @Mixin private FilterOptions filters;
  @Mixin private FormatOption format;
  @Mixin private FieldsOption fields;
  @Mixin private TimeoutOption timeout;

  @Option(
      names = "--sort",
      paramLabel = "FIELD[:asc|desc]",
      description =
          "The order, ascending unless it says desc. Any field but message, data and context. "
              + "Default: created_at:desc.")
  private String sort = "created_at:desc";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The most events; 0 or all for all of them. Default: 100.")
  private String limit = "100";

  @Option(names = "--count", description = "Prints only how many events there are.")
  private boolean isCounting;

  @Override
  public Integer call() {
    EventFilter filter = filters.filter(Clock.systemUTC());
    Sort order = UserMistake.ifWrong("--sort: ", () -> SortText.parse(sort));
    long most = LimitText.parse(limit);
    List<Column> columns = fields.columns();
    try (StoreOptions.OpenLog log = stores.open()) {
      if (isCounting) {
        count(log.store(), filter);
        return EventLoggerCommand.OK;
      }
      PrintWriter out = new PrintWriter(spec.commandLine().getOut());
      EventPrinter printer = EventPrinter.of(format.format(), out, columns, filters.zone());
      EventQuery first = new EventQuery(filter, order, (int) Math.min(PAGE, most), null);
      Pages pages = new Pages(log.store(), timeout::cancellation, printer, most);
      pages.print(first);
      printer.end();
      if (!printer.isCut()) {
        say(pages, filter);
      }
    }
    return EventLoggerCommand.OK;
  }

  private void count(EventStore store, EventFilter filter) {
    long events =
        store.usage(UsageQuery.of(filter), timeout.cancellation()).stream()
            .mapToLong(UsageRow::events)
            .sum();
    Harmless.out(spec).println(events);
    if (events == 0 || filters.isBoundByDefault()) {
      spec.commandLine().getErr().println("counted " + filters.bounds(filter));
    }
  }

  /** Reports that there are more, that there are none, or that the time was limited by default. */
  private void say(Pages pages, EventFilter filter) {
    PrintWriter err = spec.commandLine().getErr();
    String bounds = filters.bounds(filter);
    String shown = Terminal.count(pages.printed());
    if (pages.hasMore()) {
      err.println(shown + " events shown, and there are more; --limit all shows all " + bounds);
    } else if (pages.printed() == 0) {
      err.println("nothing found " + bounds);
    } else if (filters.isBoundByDefault()) {
      err.println("all " + shown + " events " + bounds);
    }
  }
}
