package dev.eventlogger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.SchemaRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  private static final Field VALUE = Field.data("value");
  private static final UUID ID = UUID.fromString("f193aaaa-0000-7000-8000-00000000000a");
  private static final Event EVENT =
      Event.of(
          EventDraft.of(EventType.CLICK)
              .trustedId(ID)
              .createdAt(Instant.parse("2026-11-21T05:14:50.376408Z"))
              .duration(Duration.ofNanos(12_500_000))
              .uid("a ")
              .level(Level.AUDIT)
              .subject("query:42")
              .message("50% done")
              .schema(new SchemaRef("s", "2")));

  @Test
  void equalComparesTheTextOfAScalar() {
    assertThat(matches("RUN", Operator.EQUAL, "RUN")).isTrue();
    assertThat(matches("RUN", Operator.EQUAL, "run")).isFalse();
    assertThat(matches("RUN ", Operator.EQUAL, "RUN")).isFalse();
    assertThat(matches(true, Operator.EQUAL, "true")).isTrue();
    assertThat(matches("true", Operator.EQUAL, true)).isTrue();
    assertThat(matches(5, Operator.EQUAL, "5")).isTrue();
    assertThat(matches("5", Operator.EQUAL, 5)).isTrue();
    assertThat(matches("5", Operator.EQUAL, "5.0")).isFalse();
  }

  @Test
  void equalComparesNumbersByValueHoweverTheyAreWritten() {
    assertThat(matches(5, Operator.EQUAL, "5.0")).isTrue();
    assertThat(matches(5.0, Operator.EQUAL, "5")).isTrue();
    assertThat(matches(1e10, Operator.EQUAL, "10000000000")).isTrue();
    assertThat(matches(9_007_199_254_740_993L, Operator.EQUAL, "9007199254740992")).isFalse();
    assertThat(matches(5, Operator.EQUAL, "05")).isFalse();
    assertThat(matches(5, Operator.EQUAL, " 5")).isFalse();
  }

  @Test
  void equalTakesAnyOfItsValuesAndNotEqualNone() {
    assertThat(matches("b", Operator.EQUAL, "a", "b")).isTrue();
    assertThat(matches("b", Operator.NOT_EQUAL, "a", "b")).isFalse();
    assertThat(matches("c", Operator.NOT_EQUAL, "a", "b")).isTrue();
  }

  @Test
  void notEqualHoldsForEventsWithoutTheField() {
    assertThat(Condition.of(VALUE, Operator.NOT_EQUAL, "a").matches(EVENT)).isTrue();
    assertThat(matches(Map.of("a", 1), Operator.NOT_EQUAL, "a")).isTrue();
  }

  @Test
  void aListMatchesWhenOneOfItsScalarsDoes() {
    assertThat(matches(List.of("a", "b"), Operator.EQUAL, "b")).isTrue();
    assertThat(matches(List.of("a", "b"), Operator.NOT_EQUAL, "b")).isFalse();
    assertThat(matches(List.of("a", 7), Operator.GREATER, 6)).isTrue();
    assertThat(matches(List.of("abc"), Operator.CONTAINS, "bc")).isTrue();
    assertThat(matches(List.of(List.of("a")), Operator.EQUAL, "a")).isFalse();
  }

  @Test
  void rangesCompareNumbersWithNumbersAndTextsWithTexts() {
    assertThat(matches(10, Operator.GREATER, 9)).isTrue();
    assertThat(matches(9.5, Operator.AT_MOST, 9.5)).isTrue();
    assertThat(matches(9.5, Operator.LESS, 9.5)).isFalse();
    assertThat(matches("10", Operator.GREATER, 9)).isFalse();
    assertThat(matches("10", Operator.LESS, "9")).isTrue();
    assertThat(matches(10, Operator.LESS, "9")).isFalse();
    assertThat(matches(true, Operator.AT_LEAST, "true")).isFalse();
    assertThat(matches("2026-02-01T00:00:00Z", Operator.AT_LEAST, "2026-01-31T23:59:59Z")).isTrue();
  }

  @Test
  void rangesOrderTextsByCodePoint() {
    assertThat(matches("\uFF01", Operator.LESS, "\uD83D\uDE00")).isTrue();
    assertThat(matches("\uD83D\uDE00", Operator.GREATER, "\uFF01")).isTrue();
    assertThat(matches("a", Operator.LESS, "ab")).isTrue();
    assertThat(matches("B", Operator.LESS, "a")).isTrue();
  }

  @Test
  void containsLooksIntoTextsOnly() {
    assertThat(matches("50% done", Operator.CONTAINS, "0% d")).isTrue();
    assertThat(matches("50% done", Operator.CONTAINS, "0_ d")).isFalse();
    assertThat(matches("Done", Operator.CONTAINS, "done")).isFalse();
    assertThat(matches(505, Operator.CONTAINS, "50")).isFalse();
  }

  @Test
  void existsWantsAScalar() {
    assertThat(matches("", Operator.EXISTS)).isTrue();
    assertThat(matches(List.of(1), Operator.EXISTS)).isTrue();
    assertThat(matches(List.of(), Operator.EXISTS)).isFalse();
    assertThat(matches(Map.of("a", 1), Operator.EXISTS)).isFalse();
    assertThat(Condition.of(Field.SUBJECT, Operator.EXISTS).matches(EVENT)).isTrue();
    assertThat(Condition.of(VALUE, Operator.EXISTS).matches(EVENT)).isFalse();
  }

  @Test
  void comparesTheEventsOwnFields() {
    assertThat(
            Condition.equal(Field.ID, ID.toString().toUpperCase(java.util.Locale.ROOT))
                .matches(EVENT))
        .isTrue();
    assertThat(Condition.of(Field.ID, Operator.GREATER, new UUID(0, 1)).matches(EVENT)).isTrue();
    assertThat(Condition.equal(Field.UID, "a").matches(EVENT)).isFalse();
    assertThat(Condition.equal(Field.TYPE, "click").matches(EVENT)).isTrue();
    assertThat(Condition.equal(Field.SCHEMA_VERSION, 2).matches(EVENT)).isTrue();
    assertThat(Condition.equal(Field.DURATION_MS, "12.50").matches(EVENT)).isTrue();
    assertThat(Condition.of(Field.DURATION_MS, Operator.LESS, 12.5).matches(EVENT)).isFalse();
    assertThat(Condition.equal(Field.CREATED_AT, "2026-11-21T06:14:50.376408+01:00").matches(EVENT))
        .isTrue();
    assertThat(Condition.of(Field.MESSAGE, Operator.CONTAINS, "%").matches(EVENT)).isTrue();
  }

  @Test
  void makesARangeOfLevelsTheLevelsOfThatSeverity() {
    Condition condition = Condition.of(Field.LEVEL, Operator.AT_LEAST, "usage");

    assertThat(condition.operator()).isEqualTo(Operator.EQUAL);
    assertThat(condition.values()).containsExactly("INFO", "USAGE", "AUDIT", "WARNING", "ERROR");
    assertThat(Condition.of(Field.LEVEL, Operator.LESS, Level.AUDIT).values())
        .containsExactly("DEBUG");
    assertThatThrownBy(() -> Condition.of(Field.LEVEL, Operator.LESS, Level.DEBUG))
        .hasMessage("level < DEBUG: there is no such level");
  }

  @Test
  void givesStoresValuesOfOneKindForEachField() {
    assertThat(Condition.equal(Field.ID, ID.toString()).values()).containsExactly(ID);
    assertThat(Condition.equal(Field.CREATED_AT, "2026-11-21T05:14:50.1234567Z").values())
        .containsExactly(Instant.parse("2026-11-21T05:14:50.123456Z"));
    assertThat(Condition.equal(VALUE, 5, "5", true).values()).containsExactly("5", "true");
    assertThat(Condition.of(VALUE, Operator.LESS, 5).values()).containsExactly(new BigDecimal("5"));
    assertThat(Condition.of(VALUE, Operator.LESS, "5").values()).containsExactly("5");
    assertThat(Condition.number("5.0")).contains(new BigDecimal("5.0"));
    assertThat(Condition.number("5 ")).isEmpty();
    assertThat(Condition.number("1e999")).isEmpty();
    assertThat(Condition.number("9".repeat(65))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id|EQUAL|7|id: must be compared with a UUID of 36 characters",
        "created_at|LESS|yesterday|created_at: must be compared with a time with an offset, such as"
            + " 2026-11-21T05:14:50Z",
        "duration_ms|LESS|long|duration_ms: must be compared with a number of at most 64 digits",
        "type|EQUAL|CLIK|type: must be compared with one of API, VIEW, CLICK; did you mean"
            + " \"CLICK\"?",
        "level|EQUAL|loud|level: must be compared with one of DEBUG, INFO, USAGE, AUDIT, WARNING,"
            + " ERROR",
        "type|LESS|API|type <: cannot be asked of type; use = or !=",
        "created_at|CONTAINS|2026|created_at contains: cannot be asked of created_at; use = or !=",
        "uid|EXISTS|7|uid exists: takes 0 values, not 1"
      })
  void saysWhatCannotBeCompared(String field, Operator operator, String value, String message) {
    assertThatThrownBy(() -> Condition.of(Field.parse(field), operator, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesValuesThatNoStoreCouldHold() {
    assertThatThrownBy(() -> Condition.equal(VALUE, "a\u0000"))
        .hasMessage(
            "data.value: must be compared with text without NUL and halves of surrogate pairs, which"
                + " not every store has");
    assertThatThrownBy(() -> Condition.of(VALUE, Operator.CONTAINS, ""))
        .hasMessage("data.value contains: needs a text to look for");
    assertThatThrownBy(() -> Condition.of(VALUE, Operator.LESS, new BigDecimal("1e1000")))
        .hasMessage("data.value: must be compared with a number of at most 64 digits");
  }

  @Test
  void takesAsManyValuesAsItsOperatorHas() {
    assertThatThrownBy(() -> Condition.equal(VALUE))
        .hasMessage("data.value =: takes 1 to 1000 values, not 0");
    assertThatThrownBy(() -> Condition.of(VALUE, Operator.LESS, 1, 2))
        .hasMessage("data.value <: takes 1 value, not 2");
  }

  @Test
  void doesNotShowItsValues() {
    assertThat(Condition.equal(VALUE, "s3cret")).hasToString("Condition[data.value =]");
  }

  private static boolean matches(Object value, Operator operator, Object... values) {
    return Condition.of(VALUE, operator, values)
        .matches(Event.of(EventDraft.named("x").data(Map.of("value", value))));
  }
}
