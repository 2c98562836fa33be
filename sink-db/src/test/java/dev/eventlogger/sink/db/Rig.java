package dev.eventlogger.sink.db;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.SinkConfig;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the tests with many events share. */
final class Rig {

  private static final boolean IS_LONG = Boolean.getBoolean("eventlogger.long");

  private Rig() {}

  /** A number for the build, and one for the profile "long". */
  static int count(int usual, int many) {
    return IS_LONG ? many : usual;
  }

  static SinkConfig config(Map<String, Object> settings) {
    return Section.of("rig", settings);
  }

  static Map<String, Object> with(Map<String, Object> settings, String name, Object value) {
    Map<String, Object> changed = new HashMap<>(settings);
    changed.put(name, value);
    return changed;
  }

  /** A click as a web application logs it, of some 300 bytes of data. */
  static EventDraft click(int number) {
    return EventDraft.of(EventType.CLICK)
        .uid("user-" + number % 1_000)
        .subject("query:" + number % 5_000)
        .context(Map.of("session", "s-" + number % 3_000))
        .data(
            Map.of(
                "path",
                "/queries/" + number,
                "component",
                "ADHOC_QUERY",
                "element",
                "RUN_QUERY_BUTTON",
                "rows",
                number,
                "aux",
                Map.of("engine", "presto", "text", "select a, b from c where d = 1 ".repeat(4))));
  }

  static List<Event> clicks(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> Event.of(click(i))).toList();
  }

  /** Inserts rows like {@link #click} into an existing table, half a second apart. */
  static void fillWithClicks(TestDatabase database, Object table, int rows) throws SQLException {
    String start = "'{\"path\":\"/queries/'";
    String end =
        "',\"component\":\"ADHOC_QUERY\",\"element\":\"RUN_QUERY_BUTTON\",\"aux\":{\"engine\":\"presto\","
            + "\"text\":\""
            + "select a, b from c where d = 1 ".repeat(4)
            + "\"},\"rows\":'";
    String into =
        "INSERT INTO "
            + database.quoted(table)
            + " (id, created_at, uid, event_type, name, level, subject, context, event_data) SELECT ";
    String values =
        switch (database) {
          case POSTGRESQL ->
              "gen_random_uuid(), now() - n * interval '500 milliseconds', 'user-' || n % 1000,"
                  + " 'CLICK', 'click', 'INFO', 'query:' || n % 5000, json_build_object('session',"
                  + " 's-' || n % 3000), CAST("
                  + (start + " || n || '\"' || " + end + " || n || '}'")
                  + " AS json) FROM generate_series(1, "
                  + rows
                  + ") n";
          case MARIADB ->
              "uuid(), utc_timestamp(6) - interval (seq * 500000) microsecond, concat('user-', seq %"
                  + " 1000), 'CLICK', 'click', 'INFO', concat('query:', seq % 5000),"
                  + " concat('{\"session\":\"s-', seq % 3000, '\"}'), concat("
                  + (start + ", seq, '\"', " + end + ", seq, '}'")
                  + ") FROM seq_1_to_"
                  + rows;
          default ->
              "random_uuid(), dateadd(millisecond, -x * 500, current_timestamp), 'user-' || mod(x,"
                  + " 1000), 'CLICK', 'click', 'INFO', 'query:' || mod(x, 5000), '{\"session\":\"s-'"
                  + " || mod(x, 3000) || '\"}', "
                  + (start + " || x || '\"' || " + end + " || x || '}'")
                  + " FROM system_range(1, "
                  + rows
                  + ")";
        };
    database.execute(into + values);
  }

  /** Inserts rows into an existing table, each some seconds older than the one before. */
  static void fill(TestDatabase database, Object table, int rows, int secondsBetween)
      throws SQLException {
    String into =
        "INSERT INTO "
            + database.quoted(table)
            + " (id, created_at, uid, event_type, name, level, subject, event_data) SELECT ";
    String data = "'{\"element\":\"RUN\",\"text\":\"select something from somewhere\"}'";
    switch (database) {
      case POSTGRESQL ->
          database.execute(
              into
                  + "gen_random_uuid(), now() - n * interval '"
                  + secondsBetween
                  + " seconds', 'user-' || n % 500, 'CLICK', 'click', 'INFO', 'query:' || n % 900, "
                  + data
                  + " FROM generate_series(1, "
                  + rows
                  + ") n");
      case MARIADB ->
          database.execute(
              into
                  + "uuid(), utc_timestamp(6) - interval (seq * "
                  + secondsBetween
                  + ") second, concat('user-', seq % 500), 'CLICK', 'click', 'INFO',"
                  + " concat('query:', seq % 900), "
                  + data
                  + " FROM seq_1_to_"
                  + rows);
      default ->
          database.execute(
              into
                  + "random_uuid(), dateadd(second, -x * "
                  + secondsBetween
                  + ", current_timestamp), 'user-' || mod(x, 500), 'CLICK', 'click', 'INFO',"
                  + " 'query:' || mod(x, 900), "
                  + data
                  + " FROM system_range(1, "
                  + rows
                  + ")");
    }
  }
}
