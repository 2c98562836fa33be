package dev.eventlogger.sink.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in the settings are reported when the log is opened. */
class CloudWatchSettingsTest {

  @Test
  void needsNothingButALogGroup() {
    CloudWatchSettings settings = bind(Map.of());

    assertThat(settings.streams()).isEqualTo(Map.of("*", "{host}"));
    assertThat(settings.create()).isTrue();
    assertThat(settings.maxEventBytes()).isEqualTo(1_048_550);
    assertThat(settings.eventTime()).isEqualTo(CloudWatchSettings.EventTime.CREATED_AT);
    assertThat(settings.format()).isEqualTo(MessageFormat.CANONICAL);
    assertThat(settings.emf()).isEqualTo(Emf.DEFAULT);
    assertThatThrownBy(() -> Section.of("l", Map.of()).as(CloudWatchSettings.class))
        .hasMessageContaining("log_group: is required, such as /app/events");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "log_group | a b | log_group: must have 1 to 512 letters, digits or characters of ._-/#",
        "log_group | aws/x | and not begin with aws/",
        "region | Frankfurt! | region: must be the code of one, such as eu-central-1",
        "endpoint | localhost:80 | endpoint: must be a URL, such as https://logs.eu-central-1",
        "access_key_id | id | access_key_id and secret_access_key go together",
        "secret_access_key | s3cr3t | access_key_id and secret_access_key go together",
        "session_token | t | session_token: needs access_key_id and secret_access_key",
        "retention_days | 2 | retention_days: must be one of [1, 3, 5, 7, 14, 30, 60, 90,",
        "max_event_bytes | 0 | max_event_bytes: must be from 1 to 1048550",
        "max_event_bytes | 1048551 | max_event_bytes: must be from 1 to 1048550",
        "event_time | now | must be one of created-at, logged",
        "format | xml | must be one of canonical, jupyter, cloudevents, ecs, emf"
      })
  void saysWhatIsWrong(String key, String value, String message) {
    boolean isNumber = value.matches("\\d+");
    Object typed = isNumber ? (Object) Integer.valueOf(value) : value;

    assertThatThrownBy(() -> bind(Map.of(key, typed)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void saysWhatDoesNotGoTogether() {
    assertRefused(
        Map.of("profile", "p", "access_key_id", "i", "secret_access_key", "k"),
        "profile and access_key_id are two ways to sign in; remove one");
    assertRefused(
        Map.of("create", false, "retention_days", 30),
        "retention_days and tags are for create: true");
    assertRefused(
        Map.of("emf", Map.of("namespace", "n")), "emf: is for format: emf; remove it, or write");
    assertRefused(
        Map.of("streams", Map.of("error", "errors")),
        "streams: needs \"*\", the stream of the events");
    assertRefused(Map.of("streams", Map.of("*", "a:b")), "streams.*: must not hold : or *");
    assertRefused(Map.of("tags", Map.of("aws:x", "y")), "does not begin with aws:");
    assertRefused(Map.of("role", Map.of("session_name", "s")), "arn: is required, such as arn:aws");
    assertRefused(
        Map.of("role", Map.of("arn", "a", "session_name", "a b")),
        "session_name: must have 2 to 64");
  }

  @Test
  void checksEmf() {
    assertRefusedEmf(Map.of("namespace", "AWS/x"), "and not begin with : or AWS/");
    assertRefusedEmf(Map.of("metrics", List.of()), "metrics: must name 1 to 100 numbers");
    assertRefusedEmf(Map.of("dimensions", List.of("name", "name")), "dimensions: names one twice");
    assertRefusedEmf(
        Map.of("dimensions", "uid"), "must be one of name, event-type, level, host, log");
  }

  @Test
  void takesTheLogGroupsAndTagsThatTheServiceTakes() {
    assertThatCode(() -> bind(Map.of("log_group", "/a.b-c_d#e/F1", "tags", Map.of("a b", "ü:1"))))
        .doesNotThrowAnyException();
  }

  @Test
  void showsNoSecret() {
    Map<String, Object> secrets =
        Map.of("access_key_id", "AKIA", "secret_access_key", "s3cr3t", "session_token", "t0k3n");

    assertThat(bind(secrets).toString()).isEqualTo("CloudWatchSettings[/app/events]");
    String yaml =
        "EVENT_LOGGER_NAME: cloudwatch\nEVENT_LOGGERS: {cloudwatch: {log_group: g, region: r,"
            + " access_key_id: AKIA, secret_access_key: s3cr3t, session_token: t0k3n}}\n";
    assertThat(EventLoggerConfig.parse("e.yaml", yaml, Map.of()).toString())
        .doesNotContain("s3cr3t", "t0k3n");
  }

  private static void assertRefused(Map<String, ?> settings, String message) {
    assertThatThrownBy(() -> bind(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static void assertRefusedEmf(Map<String, ?> emf, String message) {
    assertRefused(Map.of("format", "emf", "emf", emf), message);
  }

  private static CloudWatchSettings bind(Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>(Map.of("log_group", "/app/events"));
    settings.putAll(more);
    return Section.of("log", settings).as(CloudWatchSettings.class);
  }
}
