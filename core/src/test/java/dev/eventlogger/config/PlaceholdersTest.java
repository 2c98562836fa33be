package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

  private final Placeholders placeholders =
      new Placeholders(Map.of("A", "1", "EMPTY", "", "TRICKY", "$1\\${A}", "under_Score9", "u"));

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "$ { } $A, $ { } $A",
    "${A}, 1",
    "x${A}y${A}z, x1y1z",
    "${B:d}, d",
    "${A:d}, 1",
    "${B:}, ''",
    "${EMPTY:d}, ''",
    "${B:jdbc:x://h:1/d}, jdbc:x://h:1/d",
    "${under_Score9}, u",
    "$${A}, ${A}",
    "$${A}${A}, ${A}1",
    "$$${A}, $${A}",
    "${TRICKY}, $1\\${A}",
    "'${B: d }', ' d '",
  })
  void areReplacedOnce(String written, String replaced) {
    assertThat(placeholders.replace("p", written)).isEqualTo(replaced);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${}", "${:x}", "${A B}", "${1A}", "${A-x}", "${ä}"})
  void mustNameAVariable(String written) {
    assertThatThrownBy(() -> placeholders.replace("p", written))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "p: a placeholder names no variable; write ${NAME} or ${NAME:default}, or $${ for the"
                + " text ${");
  }

  @Test
  void takeNoValueThatCouldNotBeDecoded() {
    Placeholders inAscii = new Placeholders(Map.of("NAME", "m\uFFFD\uFFFDller"));

    assertThatThrownBy(() -> inAscii.replace("p", "${NAME:x}"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "p: ${NAME} holds what is not text in the encoding of the locale; set it in UTF-8, and run"
                + " this in a locale such as C.UTF-8");
  }

  @Test
  void onlyPlaceholdersCountAsSuch() {
    assertThat(Placeholders.isIn("a ${A}")).isTrue();
    assertThat(Placeholders.isIn("a $${A} $A {A}")).isFalse();
  }

  @Test
  void keysAreNotReplaced() {
    assertThat(
            EventLoggerConfig.parse("app.yaml", "EVENT_POLICY: {\"${A}\": 1}", Map.of())
                .policy()
                .values())
        .containsOnlyKeys("${A}");
  }

  @Test
  void defaultsAreNotShown() {
    assertThat(Placeholders.withoutDefaults("a ${B:hunter2} ${C} $${D}"))
        .isEqualTo("a ${B:****} ${C} $${D}");
  }
}
