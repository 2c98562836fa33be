package dev.eventlogger.cli;

import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Sort;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints events of a log that can be read. */
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

  @Override
  public Integer call() {
    EventFilter filter = filters.filter(Clock.systemUTC());
    Sort order = SortText.parse(sort);
    long most = LimitText.parse(limit);
    EventPrinter printer =
        EventPrinter.of(format.format(), new PrintWriter(spec.commandLine().getOut()));
    Progress progress = Progress.ofEvents();
    try (StoreOptions.OpenLog log = stores.open()) {
      print(
          log,
          new EventQuery(filter, order, (int) Math.min(PAGE, most), null),
          most,
          printer,
          progress);
      printer.end();
    } finally {
      progress.clear();
    }
    return EventLoggerCommand.OK;
  }

  private static void print(
      StoreOptions.OpenLog log,
      EventQuery first,
      long most,
      EventPrinter printer,
      Progress progress) {
    EventQuery query = first;
    long printed = 0;
    while (printed < most) {
      EventPage page = log.store().find(query);
      long left = most - printed;
      boolean isLast = page.next() == null || page.events().size() >= left;
      printer.print(page.events().subList(0, (int) Math.min(left, page.events().size())));
      printed += page.events().size();
      if (isLast || printer.isCut()) {
        return;
      }
      if (!Terminal.isOutput()) {
        progress.at(printed);
      }
      query = query.after(page.next());
    }
  }
}
