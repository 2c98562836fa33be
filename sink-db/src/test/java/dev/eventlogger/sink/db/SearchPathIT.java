package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Several PostgreSQL schemas have a table of the same name, or none of those on the path has it.
 */
@Timeout(120)
final class SearchPathIT {

  private static final TestDatabase DATABASE = TestDatabase.POSTGRESQL;

  private final Map<String, Object> settings = DATABASE.settings();
  private final String first = settings.get("table") + "_first";
  private final String second = settings.get("table") + "_second";

  @BeforeEach
  void makeSchemas() throws Exception {
    DATABASE.execute("CREATE SCHEMA " + DATABASE.quoted(first));
    DATABASE.execute("CREATE SCHEMA " + DATABASE.quoted(second));
  }

  private Map<String, Object> inPath(String path, String schema) {
    String url = DATABASE.url() + "&currentSchema=" + path;
    return Rig.with(Rig.with(settings, "url", url), "schema", schema);
  }

  private static void write(Map<String, Object> settings, List<Event> events) throws Exception {
    DbEventLogger sink = new DbEventLogger();
    try {
      sink.open(Rig.config(settings));
      if (!events.isEmpty()) {
        sink.log(events);
      }
    } finally {
      sink.close();
    }
  }

  private long rows(String schema) throws Exception {
    String table = DATABASE.quoted(schema) + "." + DATABASE.quoted(settings.get("table"));
    return DATABASE.count("SELECT COUNT(*) FROM " + table);
  }

  @Test
  void looksAtTheTableThatStatementsFind() throws Exception {
    write(inPath(second, "migrate"), List.of());

    write(inPath(first + "," + second, "validate"), Rig.clicks(0, 2));

    assertThat(rows(second)).isEqualTo(2);
  }

  @Test
  void takesNoTableOfASchemaThatIsNotInThePath() throws Exception {
    write(inPath(second, "migrate"), List.of());

    for (String path : List.of(first, "there_is_no_such_schema")) {
      assertThatThrownBy(() -> write(inPath(path, "validate"), List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("there is no table " + settings.get("table"));
    }
  }

  /** It would hide the one that has the events. */
  @Test
  void makesNoSecondTableInFrontOfTheOneThatItFinds() throws Exception {
    write(inPath(second, "migrate"), Rig.clicks(0, 2));

    assertThatThrownBy(() -> write(inPath(first + "," + second, "migrate"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("set table: " + second + "." + settings.get("table"));

    String named = second + "." + settings.get("table");
    write(Rig.with(inPath(first + "," + second, "migrate"), "table", named), Rig.clicks(2, 2));
    assertThat(rows(second)).isEqualTo(4);
  }

  @Test
  void writesToTheFirstOfSeveral() throws Exception {
    write(inPath(second, "migrate"), Rig.clicks(0, 2));
    write(inPath(first, "migrate"), Rig.clicks(2, 3));

    write(inPath(first + "," + second, "migrate"), Rig.clicks(5, 4));

    assertThat(rows(first)).isEqualTo(7);
    assertThat(rows(second)).isEqualTo(2);
  }
}
