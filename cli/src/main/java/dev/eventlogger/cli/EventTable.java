package dev.eventlogger.cli;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.Event;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Events as a table for people, a line each. The first page decides how wide the columns are; the
 * last takes what is left of the terminal, and is cut there.
 */
final class EventTable extends EventPrinter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> TITLES =
      List.of("TIME (UTC)", "USER", "TYPE", "NAME", "LEVEL", "DETAILS");
  private static final int WIDEST = 30;
  private static final int LEAST_DETAILS = 20;

  private final ObjectMapper mapper = new ObjectMapper();
  private final int width;
  private List<Integer> widths = List.of();

  EventTable(PrintWriter out, int width) {
    super(out);
    this.width = width;
  }

  @Override
  void print(List<Event> events) {
    List<List<String>> rows = events.stream().map(this::row).toList();
    if (widths.isEmpty() && !rows.isEmpty()) {
      widths = widths(rows);
      print(TITLES, true);
    }
    rows.forEach(row -> print(row, false));
  }

  private static List<Integer> widths(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < TITLES.size() - 1; column++) {
      int widest = Cell.width(TITLES.get(column));
      for (List<String> row : rows) {
        widest = Math.max(widest, Cell.width(Cell.of(row.get(column), WIDEST)));
      }
      widths.add(widest);
    }
    return widths;
  }

  private void print(List<String> row, boolean isTitle) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int column = 0; column < widths.size(); column++) {
      int columnWidth = widths.get(column);
      line.append(Cell.padded(Cell.of(row.get(column), columnWidth), columnWidth)).append("  ");
      used += columnWidth + 2;
    }
    int left = Math.max(LEAST_DETAILS, width - used);
    line.append(Cell.of(row.get(widths.size()), left));
    out.print((isTitle && Terminal.isOutput() ? "\u001B[1m" + line + "\u001B[0m" : line) + "\n");
  }

  private List<String> row(Event event) {
    return List.of(
        TIME.format(event.createdAt()),
        requireNonNullElse(event.uid(), "-"),
        event.type() == null ? "-" : event.type().name(),
        event.name(),
        event.level().name(),
        details(event));
  }

  private String details(Event event) {
    List<String> details = new ArrayList<>();
    if (event.subject() != null) {
      details.add(event.subject());
    }
    if (event.message() != null) {
      details.add(event.message());
    }
    if (!event.data().isEmpty()) {
      details.add(json(event));
    }
    return String.join(" ", details);
  }

  private String json(Event event) {
    try {
      return mapper.writeValueAsString(event.data());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event holds a value that is not JSON", e);
    }
  }
}
