package dev.eventlogger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SectionTest {

  record Sizes(int a, int b, List<Integer> list) {}

  record Nothing() {}

  private static Section section(String yaml) {
    return EventLoggerConfig.parse(
            "app.yaml", "EVENT_DELIVERY:\n" + yaml.indent(2), Map.of("N", "12", "T", "no"))
        .delivery();
  }

  @Test
  void valuesAreTypedAsTheyAreWritten() {
    Map<String, Object> values =
        section(
                """
                text: abc
                quoted: "12"
                whole: 12
                huge: 123456789012345678901
                fraction: 1.5
                exact: 1.00000000000000000001
                exponent: 1e2
                yes_: true
                nothing: ~
                list: [1, a, ~, {b: c}]
                octal: 010
                time: 12:30:45
                day: 2026-11-21
                through: ${N}
                through_quoted: "${N}"
                through_word: ${T}
                """)
            .values();

    assertThat(values)
        .containsEntry("text", "abc")
        .containsEntry("quoted", "12")
        .containsEntry("whole", 12L)
        .containsEntry("huge", new BigInteger("123456789012345678901"))
        .containsEntry("fraction", 1.5)
        .containsEntry("exact", new BigDecimal("1.00000000000000000001"))
        .containsEntry("exponent", 100.0)
        .containsEntry("yes_", true)
        .containsEntry("nothing", null)
        .containsEntry("list", Arrays.asList(1L, "a", null, Map.of("b", "c")))
        .containsEntry("octal", "010")
        .containsEntry("time", "12:30:45")
        .containsEntry("day", "2026-11-21")
        .containsEntry("through", 12L)
        .containsEntry("through_quoted", "12")
        .containsEntry("through_word", "no");
  }

  @Test
  void valuesRefuseWordsThatYamlReadsAsBooleans() {
    assertThatThrownBy(() -> section("a: no\nb: [Off]\nc: \"no\"").values())
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            app.yaml: EVENT_DELIVERY.a: may be read as a boolean; quote it to make it a text
            app.yaml: EVENT_DELIVERY.b[0]: may be read as a boolean; quote it to make it a text""");
  }

  @Test
  void valuesCannotBeChanged() {
    Map<String, Object> values = section("a: [1]").values();

    assertThatThrownBy(() -> values.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void defaultsFillInAndEachSettingKeepsItsPlace() {
    Section own = Section.of("db", Map.of("a", "x"));
    Section merged = own.orElse(section("a: 1\nb: y"));

    assertThat(merged.place()).isEqualTo("EVENT_LOGGERS.db");
    assertThat(merged.logName()).isEqualTo("db");
    assertThatThrownBy(() -> merged.as(Sizes.class))
        .hasMessage(
            """
            EVENT_LOGGERS.db.a: must be a whole number, not a text; remove the quotes
            app.yaml: EVENT_DELIVERY.b: must be a whole number, not "y\"""");
  }

  @Test
  void anEmptySectionTakesThePlaceOfItsDefaults() {
    Section merged = Section.of("db", Map.of()).orElse(section("a: 1"));

    assertThat(merged.place()).isEqualTo("app.yaml: EVENT_DELIVERY");
    assertThat(merged.as(Sizes.class).a()).isEqualTo(1);
  }

  @Test
  void whatIsNullTakesTheDefault() {
    assertThat(section("a: ~").orElse(section("a: 5")).values()).isEqualTo(Map.of("a", 5L));
  }

  @Test
  void settingsCanBeGivenAsAMap() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("a", 3);
    settings.put("b", null);
    settings.put("list", List.of(1, 2));

    Section section = Section.of("db", settings);

    assertThat(section.as(Sizes.class)).isEqualTo(new Sizes(3, 0, List.of(1, 2)));
    assertThat(section.logName()).isEqualTo("db");
    assertThat(section.isEmpty()).isFalse();
  }

  @Test
  void aMapTakesTextAsItIs() {
    assertThat(Section.of("db", Map.of("a", "no", "b", "${X}")).values())
        .isEqualTo(Map.of("a", "no", "b", "${X}"));
  }

  @Test
  void aMapTakesOnlyWhatYamlCouldHold() {
    assertThatThrownBy(() -> Section.of("db", Map.of("at", List.of(Instant.EPOCH))))
        .hasMessage(
            "EVENT_LOGGERS.db.at[0]: must be a text, number, boolean, list, map or null, not a"
                + " java.time.Instant");
  }

  @Test
  void aMisspeltKeyOfTheLogItselfIsRecognised() {
    assertThatThrownBy(() -> Section.of("db", Map.of("wen", Map.of())).as(Nothing.class))
        .hasMessage("EVENT_LOGGERS.db.wen: unknown setting; did you mean \"when\"?");
    assertThatThrownBy(() -> Section.of("db", Map.of("x", 1)).as(Nothing.class))
        .hasMessage("EVENT_LOGGERS.db.x: unknown setting; there are none here");
  }
}
