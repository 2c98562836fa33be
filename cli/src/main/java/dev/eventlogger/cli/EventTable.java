package dev.eventlogger.cli;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonText;
import dev.eventlogger.query.export.Column;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Events as a table for people, one line each. The first page determines the widths of the columns;
 * the last column takes the rest of the terminal's width, and is cut there. For one thread.
 */
final class EventTable extends EventPrinter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);
  private static final int WIDEST = 30;
  private static final int LEAST_LAST = 20;

  private final int width;
  private final List<Part> parts;
  private List<Integer> widths = List.of();

  /** A column: its title, and the text of an event in it. */
  private record Part(String title, Function<Event, String> text) {}

  EventTable(PrintWriter out, int width, List<Column> columns, ZoneId zone) {
    super(out);
    this.width = width;
    parts = columns.isEmpty() ? usual(zone) : columns.stream().map(c -> part(c, zone)).toList();
  }

  private static List<Part> usual(ZoneId zone) {
    return List.of(
        time(zone),
        new Part("USER", event -> requireNonNullElse(event.uid(), "-")),
        new Part("TYPE", event -> event.type() == null ? "-" : event.type().name()),
        new Part("NAME", Event::name),
        new Part("LEVEL", event -> event.level().name()),
        new Part("DETAILS", EventTable::details));
  }

  private static Part time(ZoneId zone) {
    String name = zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    return new Part("TIME (" + name + ")", event -> TIME.format(event.createdAt().atZone(zone)));
  }

  private static Part part(Column column, ZoneId zone) {
    return column.name().equals("created_at")
        ? time(zone)
        : new Part(column.name(), event -> column.text(event, zone));
  }

  @Override
  void print(List<Event> events) {
    List<List<String>> rows =
        events.stream()
            .map(event -> parts.stream().map(p -> p.text().apply(event)).toList())
            .toList();
    if (widths.isEmpty() && !rows.isEmpty()) {
      widths = widths(rows);
      String titles = line(parts.stream().map(Part::title).toList());
      out.print(Style.BOLD.of(titles) + "\n");
    }
    for (int row = 0; row < rows.size(); row++) {
      out.print(Style.of(events.get(row).level()).of(line(rows.get(row))) + "\n");
    }
  }

  /**
   * The widths of all columns but the last; the widest are narrowed until there is room for that.
   */
  private List<Integer> widths(List<List<String>> rows) {
    List<Integer> found = new ArrayList<>();
    for (int column = 0; column < parts.size() - 1; column++) {
      int widest = Cell.width(parts.get(column).title());
      for (List<String> row : rows) {
        widest = Math.max(widest, Cell.width(Cell.of(row.get(column), WIDEST)));
      }
      found.add(Math.min(WIDEST, widest));
    }
    return narrowed(found);
  }

  private List<Integer> narrowed(List<Integer> wanted) {
    List<Integer> narrow = new ArrayList<>(wanted);
    while (width - used(narrow) < LEAST_LAST) {
      int widest = -1;
      for (int column = 0; column < narrow.size(); column++) {
        boolean mayShrink = narrow.get(column) > parts.get(column).title().length();
        boolean isWider = widest < 0 || narrow.get(column) >= narrow.get(widest);
        widest = mayShrink && isWider && !isTime(column) ? column : widest;
      }
      if (widest < 0) {
        return narrow;
      }
      narrow.set(widest, narrow.get(widest) - 1);
    }
    return narrow;
  }

  /** A part of a time is of no use, so this column is not narrowed. */
  private boolean isTime(int column) {
    return parts.get(column).title().startsWith("TIME ");
  }

  private static int used(List<Integer> widths) {
    return widths.stream().mapToInt(column -> column + 2).sum();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.size(); column++) {
      int columnWidth = widths.get(column);
      line.append(Cell.padded(Cell.of(row.get(column), columnWidth), columnWidth)).append("  ");
    }
    int left = Math.max(1, width - used(widths));
    return line.append(Cell.of(row.get(widths.size()), left)).toString();
  }

  private static String details(Event event) {
    List<String> details = new ArrayList<>();
    if (event.subject() != null) {
      details.add(event.subject());
    }
    if (event.message() != null) {
      details.add(event.message());
    }
    if (!event.data().isEmpty()) {
      details.add(JsonText.of(event.data()));
    }
    return String.join(" ", details);
  }
}
