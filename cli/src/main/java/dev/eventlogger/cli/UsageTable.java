package dev.eventlogger.cli;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts as a table for people, on a terminal with a bar for each. For one thread. */
final class UsageTable {

  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
  private static final int LONGEST_BAR = 40;
  private static final int WIDEST_VALUE = 50;
  private static final int MOST_GAPS = 1_000;

  private final UsageQuery query;
  private final PrintWriter out;
  private final int width;

  UsageTable(UsageQuery query, PrintWriter out, int width) {
    this.query = query;
    this.out = out;
    this.width = width;
  }

  void print(List<UsageRow> counted) {
    List<UsageRow> rows = query.by() == null ? withGaps(counted) : counted;
    List<List<String>> cells = new ArrayList<>(List.of(titles()));
    rows.forEach(row -> cells.add(cells(row)));
    List<Integer> widths = widths(cells);
    long most = rows.stream().mapToLong(UsageRow::events).max().orElse(0);
    out.print(line(cells.get(0), widths).stripTrailing() + "\n");
    for (int i = 0; i < rows.size(); i++) {
      String line = line(cells.get(i + 1), widths);
      out.print(
          (line + bar(rows.get(i).events(), most, width - Cell.width(line))).stripTrailing()
              + "\n");
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
    titles.addAll(List.of("EVENTS", "USERS"));
    return titles;
  }

  private List<String> cells(UsageRow row) {
    List<String> cells = new ArrayList<>();
    if (query.bucket() != null) {
      cells.add(UsagePrinter.start(query.bucket(), requireNonNull(row.bucket())));
    }
    if (query.by() != null) {
      cells.add(row.value() == null ? "-" : Cell.of(row.value(), valueWidth()));
    }
    cells.add(Terminal.count(row.events()));
    cells.add(Terminal.count(row.users()));
    return cells;
  }

  private int valueWidth() {
    return Math.min(WIDEST_VALUE, Math.max(10, width / 2));
  }

  private static List<Integer> widths(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < rows.get(0).size(); column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> Cell.width(row.get(at))).max().orElse(0));
    }
    return widths;
  }

  /** Counts, which are the last two, stand at the right of their columns. */
  private static String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      boolean isCount = column >= cells.size() - 2;
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

  /** With the spans in between that had no events, unless there are far too many. */
  private static List<UsageRow> withGaps(List<UsageRow> rows, Bucket bucket) {
    List<UsageRow> all = new ArrayList<>();
    for (UsageRow row : rows) {
      Instant start = requireNonNull(row.bucket());
      Instant next =
          all.isEmpty() ? start : bucket.next(requireNonNull(all.get(all.size() - 1).bucket()));
      for (; next.isBefore(start); next = bucket.next(next)) {
        if (all.size() > rows.size() + MOST_GAPS) {
          return rows;
        }
        all.add(new UsageRow(next, null, 0, 0));
      }
      all.add(row);
    }
    return all;
  }

  private List<UsageRow> withGaps(List<UsageRow> rows) {
    return query.bucket() == null ? rows : withGaps(rows, query.bucket());
  }
}
