package dev.eventlogger.intake.policy;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/configuration.md says about EVENT_POLICY is what the code does. */
class PolicyDocumentTest {

  private static String section() throws IOException {
    String document = Files.readString(Path.of("../docs/configuration.md"));
    return document.split("\n## EVENT_POLICY\n", 2)[1].split("\n## ", 2)[0];
  }

  @Test
  void theExampleIsRight() throws IOException {
    String yaml = section().split("```yaml\n", 2)[1].split("```", 2)[0];

    PolicySettings settings =
        EventLoggerConfig.parse("event-logger.yaml", yaml, Map.of())
            .policy()
            .as(PolicySettings.class);

    assertThat(settings.users()).containsOnlyKeys("42");
    assertThat(settings.groups()).containsOnlyKeys("admins");
    assertThat(settings.api().deny()).hasSize(2);
    assertThat(settings.sampling()).containsEntry("mouse-move", 0.1);
  }

  @Test
  void listsEveryRefusal() throws IOException {
    List<String> given =
        Stream.of(
                "everyone: loud",
                "everyone: {until: 2026-12-01T00:00:00Z}",
                "everyone: {capture: custom}",
                "everyone: {capture: standard, level: DEBUG}",
                "everyone: {capture: verbose, until: 2026-12-01}",
                "api: {deny: [{method: GET}]}",
                "api: {deny: [{route: /a, method: 'GET, POST'}]}",
                "sampling: {mouse-move: 10}")
            .map(PolicyDocumentTest::refusal)
            .toList();

    assertThat(listed()).isEqualTo(given);
  }

  private static List<String> listed() throws IOException {
    String table = section().split("### What EVENT_POLICY refuses", 2)[1];
    return Pattern.compile("^\\| `(.*?)` \\|", Pattern.MULTILINE)
        .matcher(table)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String refusal(String yaml) {
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> Policies.settings(yaml));
    return refused.getMessage().replaceFirst("^event-logger.yaml: ", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sampling: {x: -0.1}",
        "api: {deny: [{route: ''}]}",
        "api: {deny: [{route: /, method: ''}]}",
        "everyone: {capture: verbose, names: [x]}",
        "everyone: {capture: custom, names: []}",
        "everyone: {capture: verbose, until: {end: 2026-12-01T00:00:00Z}}",
        "everyone: {capture: verbose, until: 2026-12-01T00:00:00}",
        "everyone: custom",
        "default: standard",
        "api: {base: jupyter}"
      })
  void refuses(String yaml) {
    assertThat(refusal(yaml)).startsWith("EVENT_POLICY");
  }
}
