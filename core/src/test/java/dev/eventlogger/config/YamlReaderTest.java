package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Syntax, and hostile files. */
class YamlReaderTest {

  private static EventLoggerConfig parse(String yaml) {
    return EventLoggerConfig.parse("app.yaml", yaml, Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: hunter2: b         | line 1, column 11: not YAML: no colon is expected here; quote the text",
        "a: {b: hunter2        | line 2, column 1: not YAML: expected ',' or '}'",
        "a: [hunter2           | line 2, column 1: not YAML: expected ',' or ']'",
        "a: \"hunter2          | line 2, column 1: not YAML: a quote is not closed",
        "a: @hunter2           | line 1, column 4: not YAML: no value can begin with this character; quote the text",
        "a: \"\\hunter2\"      | line 1, column 6: not YAML: an unknown escape; use single quotes",
        "a:\\n\tb: 1          | line 2, column 1: not YAML: a tab; indent with spaces, YAML allows no tabs there",
        "a: \tb\\n\tc: 1      | line 1, column 4: not YAML: a tab; indent with spaces, YAML allows no tabs there",
        "a: 1\\nhunter2        | line 3, column 1: not YAML: a key without a colon behind it",
        "a: 1\\n b: hunter2    | line 2, column 3: not YAML: no colon is expected here; quote the text",
        "a:\\n  b: 1\\n c: 2   | line 3, column 2: not YAML: this does not fit the indentation above",
        "a: !hunter2!x b       | line 1, column 4: not YAML",
        "a: hunter2\\u0007     | line 1, column 11: not YAML: the character U+0007 is not allowed in YAML",
        "a: 1\\nb: \\u0000     | line 2, column 4: not YAML: the character U+0000 is not allowed in YAML",
        "- a                   | must be a mapping of keys to values",
        "hunter2               | must be a mapping of keys to values",
        "a: 1\\n---\\nb: 2     | line 2: a second document; write everything into one",
      })
  void whatIsNotYamlIsSaidWithItsPlaceAndWithoutQuotingIt(String yaml, String message) {
    String file =
        yaml.replace("\\n", "\n").replace("\\u0007", "\u0007").replace("\\u0000", "\0") + "\n";

    assertThatThrownBy(() -> parse(file))
        .isInstanceOf(ConfigException.class)
        .hasMessage("app.yaml: " + message)
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "&x 1           | anchors (&name) are not supported here; write the value out",
        "&x {a: 1}      | anchors (&name) are not supported here; write the value out",
        "*x             | aliases (*name) are not supported here; write the value out",
        "!!int 1        | tags are not supported here; quote a text to keep it a text",
        "!x [1]         | tags are not supported here; quote a text to keep it a text",
        "{[a]: b}       | holds a key that is not a text; write a name",
        "{*x : b}       | aliases (*name) are not supported here; write the value out",
        "{? : b}        | holds a key that is empty; write a name",
        "{<<: {a: 1}}   | merge keys (<<) are not supported here; write the keys out",
        "{!!str a: 1}   | tags are not supported here; quote a text to keep it a text",
      })
  void whatYamlHasBeyondPlainDataIsRefusedInsideOurKeys(String value, String message) {
    String right =
        value.startsWith("{*x") ? "holds a key that is not a text; write a name" : message;

    assertThatThrownBy(() -> parse("EVENT_DELIVERY:\n  a: " + value))
        .hasMessage("app.yaml: EVENT_DELIVERY.a: " + right);
  }

  @Test
  void aKeyThatStandsTwiceIsRefusedAtAnyDepth() {
    assertThatThrownBy(() -> parse("EVENT_DELIVERY: {a: {b: [{c: 1, \"c\": 2}]}}"))
        .hasMessage("app.yaml: EVENT_DELIVERY.a.b[0].c: stands twice; keep one");
  }

  @Test
  void sixtyFourLevelsAreReadAndNoMore() {
    assertThatCode(() -> parse("EVENT_DELIVERY: {a: " + "[".repeat(63) + "]".repeat(63) + "}"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> parse("EVENT_DELIVERY: {a: " + "[".repeat(64) + "]".repeat(64) + "}"))
        .hasMessage(
            "app.yaml: EVENT_DELIVERY.a" + "[0]".repeat(63) + ": is nested deeper than 64 levels");
  }

  @Test
  @Timeout(30)
  void bombsAreAnswered() {
    String deep = "[".repeat(1_500_000) + "]".repeat(1_500_000);

    assertThatThrownBy(() -> parse("application:\n  " + deep))
        .hasMessage("app.yaml: line 2: nested deeper than 1000 levels");
    assertThatThrownBy(() -> parse("EVENT_DELIVERY: {a: " + deep + "}"))
        .hasMessage("app.yaml: line 1: nested deeper than 1000 levels");
    assertThatThrownBy(() -> parse("a".repeat(3 * 1024 * 1024 + 1)))
        .hasMessage("app.yaml: is larger than 3 MiB, too large for a configuration file");
    assertThatThrownBy(() -> parse("EVENT_DELIVERY: {a: &a [1], b: *a, c: [*a, *a]}"))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void whateverTheTextItIsReadOrRefused() {
    String good =
        """
        %YAML 1.1
        ---
        a: &x "\\u00e9"
        EVENT_LOGGER_NAME: [a, 'b']
        EVENT_LOGGERS:
          a: {x: "${Y:z}", y: [1, {b: "c"}]}
          b: |-
            text
        ? k
        : *x
        ...
        """;
    String alphabet = "{}[]:,#&*!|>'\"%@`-? \n\t\\${}aE0~.<u\u00e9\0\uD800";
    Random random = new Random(42);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder yaml = new StringBuilder(good);
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        int at = random.nextInt(yaml.length());
        yaml.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertReadOrRefused(yaml.toString());
    }
  }

  private static void assertReadOrRefused(String yaml) {
    try {
      assertThat(parse(yaml).logs()).isNotEmpty();
    } catch (ConfigException e) {
      assertThat(e.problems()).allMatch(line -> line.startsWith("app.yaml: "));
    }
  }
}
