package dev.eventlogger.seal.anchor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.Section;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class H2DatabaseAnchorTest extends DatabaseAnchorContract {

  private static final String URL = "jdbc:h2:mem:anchors";

  @Override
  String url() {
    return URL + ";DB_CLOSE_DELAY=-1;USER=sa;PASSWORD=sa";
  }

  @Override
  Map<String, Object> writer(String table) throws SQLException {
    execute("CREATE USER IF NOT EXISTS writer PASSWORD 'w'");
    if (!table.endsWith("x")) {
      execute("GRANT INSERT, SELECT ON " + table + " TO writer");
    }
    return Map.of("url", URL, "user", "writer", "password", "w", "table", table);
  }

  @Test
  void refusesSettingsThatAreWrong() {
    Map<Map<String, ?>, String> wrong =
        Map.of(
            Map.of(), "url: is required, such as jdbc:",
            Map.of("url", "http://x"), "url: is required, such as jdbc:",
            Map.of("url", "jdbc:nosuch:x;password=y"), "url: there is no driver for jdbc:nosuch",
            Map.of("url", URL, "table", "a b"), "table: must be a name of letters",
            Map.of("url", URL, "table", "a.b.c"), "table: must be a name of letters");
    wrong.forEach(
        (settings, message) ->
            assertThatThrownBy(
                    () ->
                        new DatabaseAnchorProvider().open(Section.of("database", settings)).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("password=y"));
  }
}
