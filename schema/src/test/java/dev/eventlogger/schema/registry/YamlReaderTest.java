package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no",
        "yes",
        "on",
        "off",
        "y",
        "2026-11-21",
        "12:30:45",
        "1_000",
        "0b11",
        "2026-11-21T05:14:50Z",
        "<<",
        "=",
        "1.2.3",
        "0o8",
        "e3",
        "-",
        "tRUE"
      })
  void leavesAsTextWhatYaml12CallsText(String text) throws Exception {
    assertThat(read("a: " + text.replace("-", text.equals("-") ? "'-'" : "-")))
        .isEqualTo(Map.of("a", text));
  }

  @ParameterizedTest
  @CsvSource({
    "010, 10",
    "0o17, 15",
    "0xFf, 255",
    "-5, -5",
    "+5, 5",
    "99999999999999999999, 99999999999999999999"
  })
  void readsIntegers(String text, BigInteger expected) throws Exception {
    assertThat(read("a: " + text)).isEqualTo(Map.of("a", expected));
  }

  @ParameterizedTest
  @CsvSource({"1.0, 1.0", "1e3, 1000.0", ".5, 0.5", "-1.5E-2, -0.015", "1., 1.0"})
  void readsFractions(String text, Double expected) throws Exception {
    assertThat(read("a: " + text)).isEqualTo(Map.of("a", expected));
  }

  @Test
  void keepsWhatADoubleWouldLose() throws Exception {
    assertThat(read("a: 0.1000000000000000055511151231257827"))
        .isEqualTo(Map.of("a", new BigDecimal("0.1000000000000000055511151231257827")));
  }

  @Test
  void readsBooleansAndNulls() throws Exception {
    assertThat(read("[true, False, ~, null, '', \"true\", !!str 1]"))
        .isEqualTo(java.util.Arrays.asList(true, false, null, null, "", "true", "1"));
    assertThat(read("a:")).isEqualTo(Collections.singletonMap("a", null));
  }

  @Test
  void takesKeysAsText() throws Exception {
    assertThat(read("404: x\nno: y\n2026-01-01: z"))
        .isEqualTo(Map.of("404", "x", "no", "y", "2026-01-01", "z"));
  }

  @Test
  void readsAliases() throws Exception {
    assertThat(read("a: &x [1]\nb: *x"))
        .isEqualTo(Map.of("a", List.of(BigInteger.ONE), "b", List.of(BigInteger.ONE)));
  }

  @Test
  void refusesAliasesThatGrowWithoutEnd() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
    for (int level = 1; level < 30; level++) {
      bomb.append(
          "a%d: &a%d [*a%d,*a%d,*a%d]\n".formatted(level, level, level - 1, level - 1, level - 1));
    }
    assertThatThrownBy(() -> new SchemaText().read("bomb.yaml", bomb.toString()))
        .hasMessageContaining("has more than 100000 values");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: 1\nb: 2\na: 3' | a key that stands twice, at line 3, column 1",
        "'a: *x' | an alias of nothing that stands before it, at line 1, column 4",
        "'a: &x [*x]' | an alias of nothing that stands before it, at line 1, column 8",
        "'--- a\n--- b' | more than one document, at line 2, column 1",
        "'a: [1' | not YAML: expected ',' or ']', at line 1, column 6",
        "'? [a]\n: b' | a key that is no text, at line 1, column 3",
        "'a: &x {b: 1}\nc: {<<: *x}' | a merge key (<<), which YAML 1.2 does not have, at line 2, column 5",
        "'a: !!binary x' | a tag other than !!str; leave it out, at line 1, column 4"
      })
  void saysWhereTheTextIsWrong(String text, String problem) {
    assertThatThrownBy(() -> read(text)).hasMessage(problem);
  }

  @Test
  void refusesHostileNumbersAndDepths() {
    assertThatThrownBy(() -> read("a: " + "9".repeat(2_000)))
        .hasMessageContaining("a number of more than 1000 characters");
    assertThatThrownBy(() -> read("a: 1e99999999999"))
        .hasMessageContaining("a number with too large an exponent");
    assertThatThrownBy(() -> read("[".repeat(50_000))).hasMessageContaining("nested too deeply");
  }

  private static Object read(String text) throws Exception {
    return new YamlReader(text).read();
  }
}
