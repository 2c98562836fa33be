package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JSON Schema says where Vert.x or Java itself would say otherwise. */
class DialectTest {

  private static final String LATEST = "https://json-schema.org/draft/2020-12/schema";
  private static final String BEFORE = "https://json-schema.org/draft/2019-09/schema";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "^[a-z]+$ ~ ada ~ true",
        "^[a-z]+$ ~ ada\\n ~ false",
        "^[a&&b]$ ~ & ~ true",
        "^[a[b]]$ ~ a] ~ true",
        "^\\s$ ~ \u00a0 ~ true",
        "^\\p{Letter}$ ~ é ~ true",
        "^[^]$ ~ \\n ~ true",
        "^\\w$ ~ é ~ false"
      })
  void patternsMeanTheSameForValuesAndNamesInBothChecks(
      String pattern, String text, boolean isFound) {
    String written = pattern.replace("\\", "\\\\");
    EventSchema values = Schemas.of("'properties':{'a':{'pattern':'" + written + "'}}");
    EventSchema names =
        Schemas.of(
            "'properties':{'a':{'patternProperties':{'%s':true},'additionalProperties':false}}"
                .formatted(written));
    String plain = text.translateEscapes();

    for (EventSchema schema : List.of(values, names)) {
      Map<String, ?> data = Map.of("a", schema == values ? plain : Map.of(plain, 1));
      assertThat(schema.validate(data).isEmpty()).as("%s", schema.json()).isEqualTo(isFound);
      assertThat(schema.surelyValid(data)).as("%s", schema.json()).isEqualTo(isFound);
    }
  }

  @Test
  void twoNamesOfOnePatternBothCount() {
    EventSchema schema =
        Schemas.of(
            "'properties':{'a':{'patternProperties':{'^x-':{'minimum':1},'^x\\\\-':{'maximum':2}}}}");

    assertThat(schema.validate(Map.of("a", Map.of("x-1", 0)))).hasSize(1);
    assertThat(schema.validate(Map.of("a", Map.of("x-1", 3)))).hasSize(1);
    assertThat(schema.validate(Map.of("a", Map.of("x-1", 2)))).isEmpty();
  }

  @Test
  void whatAnUnmetIfLookedAtIsNotEvaluated() {
    EventSchema items =
        Schemas.of(
            LATEST,
            "'properties':{'a':{'if':{'prefixItems':[{'const':1}]},'unevaluatedItems':false}}");
    EventSchema names =
        Schemas.of(
            LATEST,
            "'properties':{'a':{'if':{'properties':{'x':{},'y':{'const':1}}},"
                + "'unevaluatedProperties':false}}");

    assertThat(items.validate(Map.of("a", List.of(1)))).isEmpty();
    assertThat(items.validate(Map.of("a", List.of(2)))).isNotEmpty();
    assertThat(names.validate(Map.of("a", Map.of("x", 1, "y", 1)))).isEmpty();
    assertThat(names.validate(Map.of("a", Map.of("x", 1, "y", 2)))).isNotEmpty();
  }

  @Test
  void thenSeesNothingOfWhatIfEvaluated() {
    EventSchema schema =
        Schemas.of(
            LATEST,
            "'properties':{'a':{'if':{'properties':{'x':{}}},"
                + "'then':{'unevaluatedProperties':false}}}");

    assertThat(schema.validate(Map.of("a", Map.of("x", 1)))).isNotEmpty();
    assertThat(schema.validate(Map.of("a", Map.of()))).isEmpty();
  }

  @Test
  void containsEvaluatesItemsFrom202012On() {
    String keywords = "'properties':{'a':{'contains':{'const':1},'unevaluatedItems':false}}";
    Map<String, ?> data = Map.of("a", List.of(1));

    assertThat(Schemas.of(LATEST, keywords).validate(data)).isEmpty();
    assertThat(Schemas.of(BEFORE, keywords).validate(data)).isNotEmpty();
    assertThat(Schemas.of(BEFORE, keywords).validate(Map.of("a", List.of(2))))
        .anyMatch(problem -> problem.problem().contains("number of items of the kind"));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-8, 1, false",
    "0.3, 0.1, true",
    "1e308, 0.5, true",
    "7, 3.5, true",
    "0.0075, 0.0001, true",
    "0.00751, 0.0001, false",
    "-4, 2, true"
  })
  void multiplesAreExact(String number, String step, boolean isMultiple) {
    EventSchema schema = Schemas.of("'properties':{'a':{'multipleOf':" + step + "}}");

    assertThat(schema.validate(Schemas.data("{'a':" + number + "}")).isEmpty())
        .isEqualTo(isMultiple);
  }

  @Test
  void equalNumbersAreEqualHoweverTheyAreWritten() {
    EventSchema schema = Schemas.of("'properties':{'a':{'enum':[1.0,{'b':[2]},0]}}");

    for (String same : List.of("1", "1.0", "1e0", "{'b':[2.0]}", "0", "-0.0", "0e5")) {
      assertThat(schema.validate(Schemas.data("{'a':" + same + "}"))).as(same).isEmpty();
    }
    for (String other :
        List.of("2", "true", "null", "{'b':[2],'c':1}", "{'b':[2,2]}", "{'c':[2]}")) {
      assertThat(schema.validate(Schemas.data("{'a':" + other + "}"))).as(other).hasSize(1);
    }
  }

  @Test
  void lengthsCountCharactersAndNotTheirUnits() {
    EventSchema schema = Schemas.of("'properties':{'a':{'minLength':2,'maxLength':3}}");

    for (String right : List.of("😀😀", "😀a😀", "ab", "\ud83d\ud83d")) {
      assertThat(schema.validate(Map.of("a", right))).isEmpty();
      assertThat(schema.surelyValid(Map.of("a", right))).isTrue();
    }
    for (String wrong : List.of("😀", "😀😀😀😀", "a")) {
      assertThat(schema.validate(Map.of("a", wrong))).hasSize(1);
      assertThat(schema.surelyValid(Map.of("a", wrong))).isFalse();
    }
  }

  @Test
  void minusZeroStaysMinusZero() {
    Event event = Event.of(EventDraft.named("n").data(Map.of("a", -0.0, "b", List.of(-0.0f))));

    assertThat(event.toJson()).contains("\"a\":-0.0").contains("\"b\":[-0.0]");
    assertThat(event.data()).containsEntry("a", -0.0);
    assertThat(Event.of(EventDraft.named("n").data(event.data())).data()).containsEntry("a", -0.0);
  }

  @Test
  void redactionBesideAReferenceThatHidesItIsRefused() {
    String hidden = "{'$ref':'#/definitions/t','properties':{'b':{'x-redact':'mask'}}}";

    assertThatThrownBy(() -> Schemas.of("'definitions':{'t':{}},'properties':{'a':" + hidden + "}"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining(
            "/properties/a/properties: asks for redaction beside $ref, which hides it; use allOf");
    assertThat(Schemas.of(LATEST, "'definitions':{'t':{}},'properties':{'a':" + hidden + "}"))
        .isNotNull();
  }

  @Test
  void nothingIsSaidOfTheContentOfTexts() {
    EventSchema schema =
        Schemas.of(
            LATEST,
            "'properties':{'a':{'contentMediaType':'application/json',"
                + "'contentSchema':{'type':'integer'}}}");

    assertThat(schema.validate(Collections.singletonMap("a", "x"))).isEmpty();
  }
}
