package dev.eventlogger.cli;

import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Spans;
import dev.eventlogger.query.UsageQuery;
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

/** Counts events and users of a readable log. */
@Command(
    name = "usage",
    description = {
      "Counts the events of a log and the users who caused them.",
      "usage --per day counts over time, usage --by name the most frequent names, usage --by uid the "
          + "most active users, usage --name error --by data.error.hash the kinds of errors, usage "
          + "--uid 42 --since 30d --per day --by name what one user did, usage --by name "
          + "--by level --measure duration_ms how long what took."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The answer is complete.",
      "1:The store did not answer, or there are more values than can be counted at once.",
      "2:The command could not start, or the store cannot answer that."
    })
final class UsageCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StoreOptions stores;
  @Mixin private FilterOptions filters;
  @Mixin private FormatOption format;
  @Mixin private TimeoutOption timeout;

  @Option(
      names = "--per",
      paramLabel = "SPAN",
      description = "Counts each ${COMPLETION-CANDIDATES}; weeks begin on Monday.")
  private @Nullable Bucket per;

  @Option(
      names = "--by",
      paramLabel = "FIELD",
      description =
          "Counts each value of a field: uid, type, name, level, subject, schema, schema_version, "
              + "data.<path> or context.<path>. Events without it are counted too. Given twice, "
              + "each pair of values.")
  private List<String> by = List.of();

  @Option(
      names = "--measure",
      paramLabel = "FIELD",
      description =
          "Also the mean, the median and the 95th percentile of a number: duration_ms, data.<path> "
              + "or context.<path>.")
  private @Nullable String measure;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "The most values of each span, the most frequent first; 0 or all for all of them. "
              + "Default: 20.")
  private String limit = String.valueOf(UsageQuery.DEFAULT_LIMIT);

  @Override
  public Integer call() {
    EventFilter filter = filters.filter(Clock.systemUTC());
    long most = LimitText.parse(limit);
    UsageQuery query = query(filter, (int) Math.min(most, UsageQuery.MOST_ROWS));
    Spans spans = new Spans(filters.zone());
    PrintWriter out = new PrintWriter(Harmless.data(spec));
    try (StoreOptions.OpenLog log = stores.open()) {
      UsageAnswer answer = UsageAnswer.of(log.store(), spans, query, timeout.cancellation());
      new UsagePrinter(query, out, filters.zone()).print(answer.rows(), format.format());
      out.flush();
      if (!out.checkError()) {
        say(answer, query, filter);
      }
      boolean isWhole = !answer.isCut() || most < UsageQuery.MOST_ROWS;
      return isWhole ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
    }
  }

  /**
   * Reports that values are missing, that there are none, or that the time was limited by default.
   */
  private void say(UsageAnswer answer, UsageQuery query, EventFilter filter) {
    PrintWriter err = spec.commandLine().getErr();
    String bounds = filters.bounds(filter);
    if (answer.isCut()) {
      String each = query.bucket() == null ? "" : " of each " + query.bucket();
      String shown = Terminal.count(query.limit()) + " most frequent values" + each;
      err.println(
          query.limit() < UsageQuery.MOST_ROWS
              ? "the " + shown + " shown, and there are more; --limit all shows all " + bounds
              : "only the "
                  + shown
                  + " shown, which is as many as can be counted at once; ask for a shorter time, or"
                  + " add --where; counted "
                  + bounds);
    } else if (answer.events() == 0) {
      err.println("nothing found " + bounds);
    } else if (filters.isBoundByDefault()) {
      err.println("counted " + bounds);
    }
  }

  private UsageQuery query(EventFilter filter, int most) {
    if (by.size() > 2) {
      throw new UserMistake("--by: takes two fields at most");
    }
    Field first = by.isEmpty() ? null : field("--by", by.get(0));
    Field second = by.size() < 2 ? null : field("--by", by.get(1));
    if (second != null && second.equals(first)) {
      throw new UserMistake("--by: takes two different fields");
    }
    UsageQuery query =
        UserMistake.ifWrong("--by: ", () -> new UsageQuery(filter, per, first, second, null, most));
    Field number = measure == null ? null : field("--measure", measure);
    return number == null
        ? query
        : UserMistake.ifWrong(
            "--measure: ", () -> new UsageQuery(filter, per, first, second, number, most));
  }

  private static Field field(String option, String text) {
    return UserMistake.ifWrong(option + ": ", () -> Field.parse(text));
  }
}
