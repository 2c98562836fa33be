package dev.eventlogger.cli;

import dev.eventlogger.event.JsonText;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.query.export.Csv;
import dev.eventlogger.query.export.UsageMembers;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Prints the counts that answer a question. For one thread. */
final class UsagePrinter {

  private final UsageQuery query;
  private final UsageMembers members;
  private final PrintWriter out;
  private final ZoneId zone;

  /**
   * A printer.
   *
   * @param zone for the starts of spans
   */
  UsagePrinter(UsageQuery query, PrintWriter out, ZoneId zone) {
    this.query = query;
    members = new UsageMembers(query, zone);
    this.out = out;
    this.zone = zone;
  }

  void print(List<UsageRow> rows, Format format) {
    switch (format) {
      case TABLE -> new UsageTable(query, out, Terminal.width(), zone).print(rows);
      case JSON -> {
        List<String> lines = rows.stream().map(this::json).toList();
        out.print(lines.isEmpty() ? "[]\n" : "[\n" + String.join(",\n", lines) + "\n]\n");
      }
      case NDJSON -> rows.forEach(row -> out.print(json(row) + "\n"));
      case CSV -> csv(rows);
    }
  }

  private String json(UsageRow row) {
    return JsonText.of(members.ofJson(row));
  }

  private void csv(List<UsageRow> rows) {
    out.print(Csv.line(List.copyOf(members.ofCsv(UsageRow.NONE).keySet())));
    rows.forEach(row -> out.print(Csv.line(new ArrayList<>(members.ofCsv(row).values()))));
  }

  /** The start of a span, only as exact as the span requires. */
  static String start(Bucket bucket, Instant start, ZoneId zone) {
    String text = LocalDateTime.ofInstant(start, zone).toString();
    return switch (bucket) {
      case MINUTE, HOUR -> text.substring(0, 16).replace('T', ' ');
      case DAY, WEEK -> text.substring(0, 10);
      case MONTH -> text.substring(0, 7);
    };
  }
}
