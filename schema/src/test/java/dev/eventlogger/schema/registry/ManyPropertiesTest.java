package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that have few of a schema's many properties, or many of them. */
class ManyPropertiesTest {

  @ParameterizedTest
  @ValueSource(ints = {10, 66, 67, 68, 69, 500})
  void areCheckedHoweverManyThereMightBe(int properties) {
    EventSchema open = schema(properties, "'required':['n1','other'],");
    assertThat(open.surelyValid(Map.of("n1", 1, "other", "any"))).isTrue();
    assertThat(open.surelyValid(Map.of("n1", 1, "n2", 2, "other", "any"))).isTrue();
    assertThat(open.surelyValid(Map.of("n1", "no number", "other", "any"))).isFalse();
    assertThat(open.surelyValid(Map.of("n1", 1, "n2", "no number", "other", "any"))).isFalse();
    assertThat(open.surelyValid(Map.of("n1", 1, "n2", 2))).isFalse();
    assertThat(open.surelyValid(Map.of("n2", 2, "other", "any"))).isFalse();
    assertThat(open.surelyValid(Map.of("n2", 2, "n3", 3))).isFalse();

    EventSchema closed = schema(properties, "'additionalProperties':false,");
    assertThat(closed.surelyValid(Map.of())).isTrue();
    assertThat(closed.surelyValid(Map.of("n1", 1, "n2", 2))).isTrue();
    assertThat(closed.surelyValid(Map.of("n1", 1, "m2", 2))).isFalse();
    assertThat(closed.surelyValid(Map.of("m1", 1))).isFalse();

    EventSchema numbers = schema(properties, "'additionalProperties':{'type':'integer'},");
    assertThat(numbers.surelyValid(Map.of("n1", 1, "m2", 2))).isTrue();
    assertThat(numbers.surelyValid(Map.of("n1", 1, "m2", "two"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 500})
  void patternsHoldBesideThem(int properties) {
    EventSchema schema =
        schema(
            properties,
            "'patternProperties':{'^n1':{'minimum':1},'^x':{'type':'string'}},"
                + "'additionalProperties':false,");

    assertThat(schema.surelyValid(Map.of("n1", 1, "n2", 0, "xa", "x"))).isTrue();
    assertThat(schema.surelyValid(Map.of("n1", 0))).isFalse();
    assertThat(schema.surelyValid(Map.of("xa", 1))).isFalse();
    assertThat(schema.surelyValid(Map.of("y", 1))).isFalse();
  }

  @Test
  void noPropertyIsMissedInAMapThatComparesItsKeysInItsOwnWay() {
    EventSchema schema = schema(10, "'required':['n1'],");
    Map<String, Object> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ignoringCase.put("N1", 1);
    IdentityHashMap<String, Object> identical = new IdentityHashMap<>();
    identical.put("n1", 1);

    assertThat(schema.surelyValid(ignoringCase)).isFalse();
    assertThat(schema.surelyValid(identical)).as("it is written as n1").isTrue();
    identical.put("n2", "two");
    assertThat(schema.surelyValid(identical)).isFalse();
    assertThat(schema.surelyValid(new TreeMap<>(Map.of("n1", 1)))).isTrue();
    Map<String, Object> withNull = new HashMap<>();
    withNull.put("n1", null);
    assertThat(schema.surelyValid(withNull)).isFalse();
  }

  private static EventSchema schema(int properties, String keywords) {
    String all =
        IntStream.range(0, properties)
            .mapToObj(i -> "'n" + i + "':{'type':'integer'}")
            .collect(Collectors.joining(","));
    return Schemas.of(keywords + "'properties':{" + all + "}");
  }
}
