package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step from one version of the tables to the next. Immutable.
 *
 * <p>PostgreSQL runs all steps or none. The others commit each statement that creates or changes a
 * table, so an interrupted step is run again: its statements must allow that ({@code IF NOT
 * EXISTS}). A script that was ever released is not changed, but followed by another.
 *
 * @param version 1, 2 and so on
 * @param file the name of its script, such as {@code V1__event_logs.sql}
 */
record Migration(int version, String file, SqlScript script) {

  private static final Pattern FILE =
      Pattern.compile("V(?<version>\\d+)__(?<description>\\w+)\\.sql");

  /** The scripts of each layout, and of the outbox; every dialect has them. */
  static final Map<String, List<String>> FILES =
      Map.of(
          "event-logger", List.of("V1__event_logs.sql"),
          "querybook", List.of("V1__lease.sql"),
          "outbox", List.of("V1__event_outbox.sql"));

  /**
   * All steps of a layout, in order.
   *
   * @param folder of the layout, for a dialect: {@code event-logger/h2}
   * @param names the values of the placeholders in the scripts
   */
  static List<Migration> of(String folder, Map<String, String> names) {
    String layoutName = folder.substring(0, folder.indexOf('/'));
    return requireNonNull(FILES.get(layoutName)).stream()
        .map(
            file ->
                new Migration(
                    Integer.parseInt(parts(file).group("version")),
                    file,
                    SqlScript.read(folder + "/" + file, names)))
        .toList();
  }

  /** What it does, in words. */
  String description() {
    return parts(file).group("description").replace('_', ' ');
  }

  private static Matcher parts(String file) {
    Matcher parts = FILE.matcher(file);
    if (!parts.matches()) {
      throw new IllegalStateException(file + ": is no name of a script");
    }
    return parts;
  }
}
