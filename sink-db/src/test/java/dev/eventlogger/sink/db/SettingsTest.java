package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

  private static Settings of(Map<String, Object> settings) {
    return Rig.config(settings).as(Settings.class);
  }

  @Test
  void isAnEmbeddedDatabaseWithDurableCommitsByDefault() {
    Settings settings = of(Map.of());

    assertThat(settings.url())
        .isEqualTo(
            "jdbc:h2:file:./event-logs;WRITE_DELAY=0;MAX_COMPACT_TIME=0;DB_CLOSE_ON_EXIT=FALSE");
    assertThat(settings.table()).isEqualTo("event_logs");
    assertThat(settings.isAging()).isFalse();
    assertThat(settings.ofExisting().url()).endsWith(";IFEXISTS=TRUE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:x",
        "jdbc:h2:tcp://host/x",
        "jdbc:h2:./x;write_delay=5;max_compact_time=9;db_close_on_exit=true",
        "jdbc:h2:./x;WRITE_DELAY=5;MAX_COMPACT_TIME=9;AUTO_SERVER=TRUE",
        "jdbc:mysql:x"
      })
  void leavesOtherUrlsAlone(String url) {
    assertThat(of(Map.of("url", url)).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url | http://x | url: must be a JDBC URL, such as jdbc:postgresql://localhost/app",
        "table | a; drop table b | table: must be a name such as event_logs or app.event_logs",
        "table | a\"b | table: must be a name",
        "table | a.b.c | table: must be a name",
        "pool_size | 1 | pool_size: must be from 2 to 100",
        "query_timeout | 10ms | query_timeout: must be from 1s to 1h",
        "connect_timeout | 2h | connect_timeout: must be from 1s to 1h",
        "socket_timeout | 30s | socket_timeout: must be longer than query_timeout",
        "days_to_keep_event_logs | -2 | days_to_keep_event_logs: must be -1, to keep them for ever",
        "days_to_keep_event_logs | 0 | days_to_keep_event_logs: must be -1, to keep them for ever",
        "purge_interval | 1s | purge_interval: must be at least 1m",
      })
  void refusesWhatIsWrong(String name, String value, String message) {
    Object typed = value.matches("-?\\d+") ? (Object) Integer.valueOf(value) : value;
    assertThatThrownBy(() -> of(Map.of(name, typed)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void showsNoSecret() {
    Settings settings = of(Map.of("url", "jdbc:postgresql://x/y?password=pw1", "password", "pw2"));

    assertThat(settings.toString()).doesNotContain("pw");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:sqlite:x, url: jdbc:sqlite: is not a database this sink knows",
    "jdbc:mysql://localhost/x, add com.mysql:mysql-connector-j to the class path",
  })
  void namesTheArtifactOfAMissingDriver(String url, String message) {
    assertThatThrownBy(() -> Drivers.find(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
