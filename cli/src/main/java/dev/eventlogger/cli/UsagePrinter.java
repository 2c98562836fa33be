package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.Csv;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the counts that answer a question. For one thread. */
final class UsagePrinter {

  private final ObjectMapper mapper = new ObjectMapper();
  private final UsageQuery query;
  private final PrintWriter out;
  private final ZoneId zone;

  /**
   * A printer.
   *
   * @param zone that the starts of spans are shown in
   */
  UsagePrinter(UsageQuery query, PrintWriter out, ZoneId zone) {
    this.query = query;
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
    ObjectNode json = mapper.createObjectNode();
    if (query.bucket() != null) {
      json.put("bucket", time(row.bucket()));
    }
    if (query.by() != null) {
      json.put("value", row.value());
    }
    json.put("events", row.events());
    json.put("users", row.users());
    return json.toString();
  }

  private void csv(List<UsageRow> rows) {
    out.print(Csv.line(cells("bucket", "value", "events", "users")));
    rows.forEach(
        row ->
            out.print(Csv.line(cells(time(row.bucket()), row.value(), row.events(), row.users()))));
  }

  private List<@Nullable Object> cells(
      @Nullable Object bucket, @Nullable Object value, Object events, Object users) {
    List<@Nullable Object> cells = new ArrayList<>();
    if (query.bucket() != null) {
      cells.add(bucket);
    }
    if (query.by() != null) {
      cells.add(value);
    }
    cells.add(events);
    cells.add(users);
    return cells;
  }

  private @Nullable String time(@Nullable Instant start) {
    return start == null ? null : Column.time(start, zone);
  }

  /** The start of a span, as exactly as it needs to be. */
  static String start(Bucket bucket, Instant start, ZoneId zone) {
    String text = LocalDateTime.ofInstant(start, zone).toString();
    return switch (bucket) {
      case MINUTE, HOUR -> text.substring(0, 16).replace('T', ' ');
      case DAY, WEEK -> text.substring(0, 10);
      case MONTH -> text.substring(0, 7);
    };
  }
}
