package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/configuration.md says what the code does. */
class ConfigurationDocumentTest {

  private static final Pattern BLOCK =
      Pattern.compile(
          "^```yaml( invalid)?\\n(.*?)^```$(?:\\n^```text\\n(.*?)^```$)?",
          Pattern.MULTILINE | Pattern.DOTALL);
  private static final Map<String, String> ENVIRONMENT = Map.of("DB_PASSWORD", "correct horse");

  record Example(boolean invalid, String yaml, String messages) {
    @Override
    public String toString() {
      return yaml.strip();
    }
  }

  static Stream<Example> validExamples() throws IOException {
    return examples().filter(example -> !example.invalid());
  }

  static Stream<Example> invalidExamples() throws IOException {
    return examples().filter(Example::invalid);
  }

  private static Stream<Example> examples() throws IOException {
    return BLOCK
        .matcher(document())
        .results()
        .map(found -> new Example(found.group(1) != null, found.group(2), found.group(3)));
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/configuration.md"));
  }

  @ParameterizedTest
  @MethodSource("validExamples")
  void everyExampleIsRight(Example example) {
    EventLoggerConfig config =
        EventLoggerConfig.parse("event-logger.yaml", example.yaml(), ENVIRONMENT);

    // Examples of single sections name no log.
    assertThat(config.warnings())
        .allMatch(warning -> warning.contains("EVENT_LOGGER_NAME: is missing"));
    assertThat(config.logs()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalidExamples")
  void everyWrongExampleFailsWithTheLinesBelowIt(Example example) {
    ConfigException wrong =
        catchThrowableOfType(
            ConfigException.class,
            () -> EventLoggerConfig.parse("event-logger.yaml", example.yaml(), ENVIRONMENT));

    assertThat(wrong).hasMessage(example.messages().strip());
  }

  @Test
  void holdsExamplesOfBothKinds() throws IOException {
    assertThat(validExamples()).hasSizeGreaterThan(5);
    assertThat(invalidExamples()).hasSizeGreaterThan(4);
  }

  @Test
  void hasARowAndAHeadingForEveryKeyAtTheTop() throws IOException {
    for (String key : KnownKeys.OURS) {
      assertThat(document()).contains("\n| `" + key + "` |").contains("\n## " + key + "\n");
    }
  }

  @Test
  void hasAHeadingForNoOtherKeyAtTheTop() throws IOException {
    Matcher heading = Pattern.compile("^## (EVENT_\\w+)$", Pattern.MULTILINE).matcher(document());

    List<String> headings = heading.results().map(found -> found.group(1)).toList();

    assertThat(headings).isEqualTo(KnownKeys.OURS);
  }

  enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  record Table(String table, String url) {}

  record None() {}

  record Settings(
      List<Integer> whole,
      double real,
      boolean flag,
      List<String> text,
      Duration linger,
      Color color,
      Path path,
      URI uri,
      Table table) {}

  @Test
  void listsTheMessagesThatTypesGive() throws IOException {
    String settings =
        """
        whole: [1.7, 010, 3000000000, "5", ~]
        real: .inf
        flag: no
        text: [no, [a]]
        linger: 10
        color: alway
        path: ""
        uri: a b
        table: 5
        """;

    List<String> given = new ArrayList<>();
    given.addAll(messages("tabel: a", Table.class));
    given.addAll(messages("a: b", None.class));
    given.addAll(messages(settings, Settings.class));
    given.addAll(messages("text: {a: b}", Settings.class));

    assertThat(listedMessages()).containsExactlyInAnyOrderElementsOf(given);
  }

  private static List<String> messages(String yaml, Class<? extends Record> type) {
    Section section =
        EventLoggerConfig.parse("f", "EVENT_POLICY:\n" + yaml.indent(2), Map.of()).policy();
    return catchThrowableOfType(ConfigException.class, () -> section.as(type)).problems().stream()
        .map(problem -> problem.replaceFirst("^f: \\S+: ", ""))
        .toList();
  }

  private static List<String> listedMessages() throws IOException {
    String table = document().split("\\| message \\|", 2)[1].split("\n\n", 2)[0];
    return Pattern.compile("^\\| `(.*?)` \\|", Pattern.MULTILINE)
        .matcher(table)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void warnsAsItSays() throws IOException {
    String yaml =
        """
        EVENT_LOGER_NAME: x
        EVENT_LOGGER_NAME: audit
        EVENT_LOGGERS: {audti: {}}
        """;

    List<String> warnings = EventLoggerConfig.parse("event-logger.yaml", yaml, Map.of()).warnings();

    assertThat(warnings).hasSize(2);
    for (String warning : warnings) {
      assertThat(document()).contains("`" + warning + "`");
    }
  }
}
