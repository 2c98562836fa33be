package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The work that a schema makes Vert.x do for a value is paid for, so that no event takes for ever.
 */
@Timeout(120)
class WorkOfSchemasTest {

  private static final String NAMES =
      IntStream.range(0, 1200).mapToObj(i -> "'n" + i + "'").collect(Collectors.joining(","));

  @Test
  void namesThatAreLookedUpInEachOfManyObjects() {
    String properties = NAMES.replaceAll("'(n\\d+)'", "'$1':{}");

    assertTakesTooMuch("'items':{'properties':{" + properties + "}}", objects(2000), objects(10));
  }

  @Test
  void namesThatAreRequiredOfEachOfManyObjects() {
    assertTakesTooMuch("'items':{'not':{'required':[" + NAMES + "]}}", objects(2000), objects(10));
  }

  @Test
  void patternsThatAreCompiledForEachOfManyObjects() {
    String pattern = "'" + "a".repeat(1000) + "':{}";

    assertTakesTooMuch("'items':{'patternProperties':{" + pattern + "}}", objects(60), objects(5));
  }

  @Test
  void charactersThatAreCounted() {
    String text = "x".repeat(1_000_000);

    assertTakesTooMuch(
        "'items':{'minLength':1}", Collections.nCopies(10, text), Collections.nCopies(2, text));
    assertTakesTooMuch(
        "'items':{'maxLength':2000000}",
        Collections.nCopies(10, text),
        Collections.nCopies(2, text));
  }

  @Test
  void branchesThatEachCopyALargeObject() {
    String branches = String.join(",", Collections.nCopies(1000, "true"));
    Map<String, Object> large = new LinkedHashMap<>();
    IntStream.range(0, 10_000).forEach(i -> large.put("n" + i, 1));

    assertTakesTooMuch("'items':{'allOf':[" + branches + "]}", List.of(large), objects(1));
  }

  private static List<Map<String, Object>> objects(int count) {
    return Collections.nCopies(count, Map.of("a", 1));
  }

  private static void assertTakesTooMuch(String keywords, List<?> tooMuch, List<?> few) {
    EventSchema schema = Schemas.of("'properties':{'list':{" + keywords + "}}");

    assertThat(schema.check(Map.of("list", few)).isDecided()).isTrue();
    assertThat(schema.check(Map.of("list", few)).problems()).isEmpty();
    EventSchema.Answer answer = schema.check(Map.of("list", tooMuch));
    assertThat(answer.isDecided()).isFalse();
    assertThat(answer.problems())
        .singleElement()
        .extracting(problem -> problem.problem())
        .isEqualTo("takes too much work to check against /test/1 version 1");
  }
}
