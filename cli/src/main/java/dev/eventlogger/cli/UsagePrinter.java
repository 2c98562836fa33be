package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Measure;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.Csv;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    members(row, true).forEach(json::putPOJO);
    return json.toString();
  }

  private void csv(List<UsageRow> rows) {
    out.print(Csv.line(List.copyOf(members(UsageRow.NONE, false).keySet())));
    rows.forEach(row -> out.print(Csv.line(new ArrayList<>(members(row, false).values()))));
  }

  /** What is known of a row, by its name. */
  private Map<String, @Nullable Object> members(UsageRow row, boolean withTimes) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (query.bucket() != null) {
      members.put("bucket", time(row.bucket()));
    }
    if (query.by() != null) {
      members.put("value", row.value());
    }
    if (query.thenBy() != null) {
      members.put("then_value", row.thenValue());
    }
    members.put("events", row.events());
    members.put("users", row.users());
    if (withTimes) {
      members.put("first", time(row.first()));
      members.put("last", time(row.last()));
    }
    if (query.measure() != null) {
      Measure measure = row.measure();
      members.put("mean", measure == null ? null : measure.mean());
      members.put("p50", measure == null ? null : measure.median());
      members.put("p95", measure == null ? null : measure.percentile95());
    }
    return members;
  }

  private @Nullable String time(@Nullable Instant time) {
    return time == null ? null : Column.time(time, zone);
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
