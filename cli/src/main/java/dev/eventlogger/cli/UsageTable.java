package dev.eventlogger.cli;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Measure;
import dev.eventlogger.query.Spans;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts as a table for people, with a bar for each on a terminal. For one thread. */
final class UsageTable {

  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
  private static final int LONGEST_BAR = 40;
  private static final int WIDEST_VALUE = 50;
  private static final int MOST_EMPTY = 3;

  private final UsageQuery query;
  private final PrintWriter out;
  private final int width;
  private final ZoneId zone;
  private final Spans spans;

  UsageTable(UsageQuery query, PrintWriter out, int width, ZoneId zone) {
    this.query = query;
    this.out = out;
    this.width = width;
    this.zone = zone;
    spans = new Spans(zone);
  }

  void print(List<UsageRow> rows) {
    List<List<String>> cells = new ArrayList<>(List.of(titles()));
    rows.forEach(row -> cells.add(cells(row)));
    List<Integer> widths = widths(cells);
    long most = rows.stream().mapToLong(UsageRow::events).max().orElse(0);
    out.print(line(cells.get(0), widths).stripTrailing() + "\n");
    @Nullable UsageRow before = null;
    for (int i = 0; i < rows.size(); i++) {
      if (before != null) {
        gap(before, rows.get(i), widths);
      }
      before = rows.get(i);
      String line = line(cells.get(i + 1), widths);
      String bar = bar(before.events(), most, width - Cell.width(line));
      out.print((line + bar).stripTrailing() + "\n");
    }
  }

  /** Prints the spans in between that had no events: a few one by one, many as a single line. */
  private void gap(UsageRow before, UsageRow after, List<Integer> widths) {
    Bucket bucket = query.bucket();
    if (bucket == null || query.by() != null) {
      return;
    }
    Instant start = requireNonNull(before.bucket());
    long spans = this.spans.between(bucket, start, requireNonNull(after.bucket()));
    if (spans > MOST_EMPTY) {
      String name = bucket.name().toLowerCase(Locale.ROOT);
      out.print("… " + Terminal.count(spans) + " " + name + "s without events\n");
      return;
    }
    for (long left = spans; left > 0; left--) {
      start = this.spans.next(bucket, start);
      String line = line(cells(UsageRow.NONE.in(start)), widths);
      out.print(line.stripTrailing() + "\n");
    }
  }

  private List<String> titles() {
    List<String> titles = new ArrayList<>();
    if (query.bucket() != null) {
      titles.add(query.bucket().name());
    }
    if (query.by() != null) {
      titles.add(Cell.of(query.by().toString(), WIDEST_VALUE));
    }
    if (query.thenBy() != null) {
      titles.add(Cell.of(query.thenBy().toString(), WIDEST_VALUE));
    }
    titles.addAll(List.of("EVENTS", "USERS"));
    if (query.measure() != null) {
      titles.addAll(List.of("MEAN", "P50", "P95"));
    }
    return titles;
  }

  private List<String> cells(UsageRow row) {
    List<String> cells = new ArrayList<>();
    if (query.bucket() != null) {
      cells.add(UsagePrinter.start(query.bucket(), requireNonNull(row.bucket()), zone));
    }
    if (query.by() != null) {
      cells.add(value(row.value()));
    }
    if (query.thenBy() != null) {
      cells.add(value(row.thenValue()));
    }
    cells.add(Terminal.count(row.events()));
    cells.add(Terminal.count(row.users()));
    if (query.measure() != null) {
      Measure measure = row.measure();
      cells.add(measure == null ? "-" : number(measure.mean()));
      cells.add(measure == null ? "-" : number(measure.median()));
      cells.add(measure == null ? "-" : number(measure.percentile95()));
    }
    return cells;
  }

  private String value(@Nullable String value) {
    return value == null ? "-" : Cell.of(value, valueWidth());
  }

  /** As exact as such numbers are compared: four digits, or whole. */
  private static String number(double number) {
    if (Math.abs(number) >= 1_000 && Math.abs(number) < Long.MAX_VALUE) {
      return Terminal.count(Math.round(number));
    }
    BigDecimal rounded = BigDecimal.valueOf(number).round(new MathContext(4));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private int valueWidth() {
    int room = query.thenBy() == null ? width / 2 : width / 3;
    return Math.min(WIDEST_VALUE, Math.max(10, room));
  }

  private static List<Integer> widths(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < rows.get(0).size(); column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> Cell.width(row.get(at))).max().orElse(0));
    }
    return widths;
  }

  /** Numbers, which come last, are aligned to the right. */
  private String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    int numbers = query.measure() == null ? 2 : 5;
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      boolean isCount = column >= cells.size() - numbers;
      String blanks = " ".repeat(widths.get(column) - Cell.width(cell));
      line.append(isCount ? blanks + cell : cell + blanks).append("  ");
    }
    return line.toString();
  }

  private static String bar(long events, long most, int room) {
    if (!Terminal.isOutput() || room < 2 || most == 0) {
      return "";
    }
    int eighths = (int) Math.ceil(events * 8.0 * Math.min(room, LONGEST_BAR) / most);
    return "█".repeat(eighths / 8) + (eighths % 8 == 0 ? "" : EIGHTHS.charAt(eighths % 8));
  }
}
