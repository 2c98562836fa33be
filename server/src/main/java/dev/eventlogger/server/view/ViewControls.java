package dev.eventlogger.server.view;

import static dev.eventlogger.query.text.FilterText.named;

import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.export.Column;
import dev.eventlogger.query.export.ExportForm;
import dev.eventlogger.query.text.ShownText;
import dev.eventlogger.spi.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The parameters that begin with an underscore, which say how events are shown. Immutable. */
record ViewControls(Map<String, List<String>> values) {

  /** The most events that may be skipped. */
  static final int MOST_OFFSET = 10_000;

  private static final Set<String> KNOWN =
      new TreeSet<>(Set.of("_sort", "_limit", "_offset", "_c", "_by", "_format", "_meta"));

  ViewControls {
    values = Map.copyOf(values);
    values.keySet().forEach(ViewControls::check);
  }

  /** Whether a parameter is a control, and not a column. */
  static boolean isControl(String name) {
    return name.startsWith("_");
  }

  private static void check(String name) {
    if (name.equals("_download")) {
      throw new IllegalArgumentException(
          "_download: every answer is a file of its own name; leave it out");
    }
    if (!KNOWN.contains(name)) {
      throw new IllegalArgumentException(
          ShownText.of(name)
              + ": is no control"
              + Suggestions.didYouMean(name, KNOWN)
              + " (known: "
              + String.join(", ", KNOWN)
              + ")");
    }
  }

  /** The values of a control, in their order. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The order of events; the latest first by default. */
  Sort sort() {
    List<String> asked = all("_sort");
    if (asked.size() > 1) {
      throw new IllegalArgumentException("_sort: takes one column, not " + asked.size());
    }
    return asked.isEmpty() ? Sort.LATEST_FIRST : named("_sort", () -> sort(asked.get(0)));
  }

  private static Sort sort(String text) {
    boolean isDescending = text.startsWith("-");
    return new Sort(Field.parse(isDescending ? text.substring(1) : text), !isDescending);
  }

  /** The most events or groups; the least if several limits are given. */
  int limit() {
    return number("_limit", 1, EventQuery.MOST, EventQuery.MOST, "");
  }

  /** How many to skip at the start; the least if several offsets are given. */
  int offset() {
    return number(
        "_offset", 0, MOST_OFFSET, 0, "; beyond, filter by created_at and sort by it instead");
  }

  private int number(String name, int least, int most, int usual, String advice) {
    int found = Integer.MAX_VALUE;
    for (String text : all(name)) {
      int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
      if (number < least || number > most) {
        throw new IllegalArgumentException(
            name + ": must be a whole number from " + least + " to " + most + advice);
      }
      found = Math.min(found, number);
    }
    return found == Integer.MAX_VALUE ? usual : found;
  }

  /** The columns of events: those named, or else all, without those excluded. */
  List<Column> columns() {
    return named("_c", this::selected);
  }

  private List<Column> selected() {
    List<Column> wanted = new ArrayList<>();
    for (String text : all("_c")) {
      if (!text.startsWith("-")) {
        wanted.add(column(text));
      }
    }
    List<Column> columns = new ArrayList<>(wanted.isEmpty() ? Column.ALL : wanted);
    for (String name : excluded()) {
      if (!columns.removeIf(column -> column.name().equals(name))) {
        List<String> there = columns.stream().map(Column::name).toList();
        throw new IllegalArgumentException(
            "-" + name + " is none of the columns (there is: " + String.join(", ", there) + ")");
      }
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("leaves no column; name one that is not excluded");
    }
    return columns;
  }

  /** The names of the columns that are excluded. */
  List<String> excluded() {
    return named(
        "_c",
        () ->
            all("_c").stream()
                .filter(text -> text.startsWith("-"))
                .map(text -> column(text.substring(1)).name())
                .distinct()
                .toList());
  }

  private static Column column(String text) {
    if (text.indexOf('|') >= 0 && !text.endsWith("\"")) {
      throw new IllegalArgumentException(
          ShownText.of(text) + " is of groups; name what they have in common with _by=");
    }
    return Column.parse(text);
  }

  /** The form of the answer; JSON by default. */
  ExportForm form(List<ExportForm> forms) {
    List<String> asked = all("_format");
    String wanted = asked.isEmpty() ? "json" : asked.get(0);
    return named("_format", () -> ExportForm.find(wanted, forms));
  }

  /** Whether the answer is to say how the question was read. */
  boolean hasMeta() {
    return all("_meta").stream().anyMatch(value -> !value.isEmpty());
  }
}
