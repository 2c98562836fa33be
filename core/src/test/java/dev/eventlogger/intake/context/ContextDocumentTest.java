package dev.eventlogger.intake.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/configuration.md says about EVENT_CONTEXT is what the code does. */
class ContextDocumentTest {

  private static String section() throws IOException {
    String document = Files.readString(Path.of("../docs/configuration.md"));
    return document.split("\n## EVENT_CONTEXT\n", 2)[1].split("\n## ", 2)[0];
  }

  private static ContextSettings settings(String yaml) {
    return EventLoggerConfig.parse("event-logger.yaml", yaml, Map.of())
        .context()
        .as(ContextSettings.class);
  }

  @Test
  void theExampleIsRight() throws IOException {
    String yaml = section().split("```yaml\n", 2)[1].split("```", 2)[0];

    assertThat(settings(yaml).keys()).hasSize(6);
  }

  @Test
  void everyKeyThatIsNamedMayBeConfigured() throws IOException {
    String row = section().split("\\| any other \\|", 2)[1].split("\n", 2)[0];
    List<String> named =
        Pattern.compile("`([a-z][\\w.-]*)`")
            .matcher(row)
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(named).contains("user.id", "method", "trace_id");
    assertThat(settings("EVENT_CONTEXT: {keys: " + named + "}").keys())
        .map(ContextKey::toString)
        .isEqualTo(named);
  }

  @Test
  void listsEveryRefusal() throws IOException {
    List<String> given =
        Stream.of("headers.Cookie", "headers", "user..id", "user.id, user.id", "user, user.id")
            .map(ContextDocumentTest::refusal)
            .toList();

    assertThat(listed()).isEqualTo(given);
  }

  private static List<String> listed() throws IOException {
    String table = section().split("### What EVENT_CONTEXT refuses", 2)[1];
    return Pattern.compile("^\\| `(.*?)` \\|", Pattern.MULTILINE)
        .matcher(table)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String refusal(String keys) {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class, () -> settings("EVENT_CONTEXT: {keys: [" + keys + "]}"));
    return refused.getMessage().replaceFirst("^event-logger.yaml: ", "");
  }
}
