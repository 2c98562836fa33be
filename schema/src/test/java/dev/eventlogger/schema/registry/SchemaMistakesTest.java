package dev.eventlogger.schema.registry;

import static dev.eventlogger.schema.registry.Schemas.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in schemas, wherever they are, and what is no mistake. */
class SchemaMistakesTest {

  private static final String DRAFT_4 = "http://json-schema.org/draft-04/schema#";
  private static final String DRAFT_7 = "http://json-schema.org/draft-07/schema#";
  private static final String BAD_PATTERN = "{'pattern':'('}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'pattern':'('                      | /pattern",
        "'items':BAD                        | /items/pattern",
        "'items':[{},BAD]                   | /items/1/pattern",
        "'allOf':[{},BAD]                   | /allOf/1/pattern",
        "'properties':{'a/b':BAD}           | /properties/a~1b/pattern",
        "'dependencies':{'a':BAD}           | /dependencies/a/pattern",
        "'definitions':{'a':BAD}            | /definitions/a/pattern",
        "'$defs':{'a':BAD}                  | /$defs/a/pattern",
        "'not':BAD                          | /not/pattern",
        "'patternProperties':{'(':{}}       | /patternProperties/(",
        "'patternProperties':{'a':BAD}      | /patternProperties/a/pattern"
      })
  void aPatternThatIsNoneIsFoundWhereverItStands(String keywords, String at) {
    assertThatThrownBy(() -> Schemas.of(keywords.replace("BAD", BAD_PATTERN)))
        .hasMessageContaining(
            at + ": is no regular expression (ECMA-262): has a parenthesis that is not closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e309", "-1e309", "1e-351"})
  void aBoundThatADoubleDoesNotHoldIsRefused(String number) {
    assertThatThrownBy(() -> Schemas.of("'items':{'maximum':" + number + "}"))
        .hasMessageContaining("/items/maximum: is a number beyond what a double holds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e308", "-1e308", "1e-350", "123456789012345678901234567890"})
  void aBoundThatADoubleHoldsIsTaken(String number) {
    assertThatCode(() -> Schemas.of("'items':{'maximum':" + number + "}"))
        .doesNotThrowAnyException();
  }

  @Test
  void anIdentifierBelowTheTopThatIsNoUriIsRefused() {
    assertThatThrownBy(() -> Schemas.of("'items':{'$id':'http://[x'}"))
        .hasMessageContaining("/items/$id");
  }

  @Test
  void besideAReferenceOfAnOldDraftAnIdentifierMeansNothing() {
    EventSchema schema =
        Schemas.of(
            "'definitions':{'t':{'type':'string'}},"
                + "'properties':{'v':{'$id':'http://elsewhere.example/','$ref':'#/definitions/t'}}");

    assertThat(schema.validate(Schemas.data("{'v':'x'}"))).isEmpty();
    assertThat(schema.validate(Schemas.data("{'v':1}"))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({DRAFT_4 + ", 'id', /id", DRAFT_7 + ", '$id', /$id"})
  void anIdentifierThatIsNoUriIsNamedAsTheDraftCallsIt(String draft, String word, String at) {
    SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);
    String schema =
        "{\"$schema\":\"" + draft + "\",\"" + word + "\":\"http://[x\",\"version\":\"1\"}";

    assertThatThrownBy(() -> registry.registerText("test.json", schema))
        .hasMessageContaining(at + ": is no URI reference");
  }

  @Test
  void otherContentUnderTheSameNameIsRefusedAndTheFirstStays() {
    SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);
    String first = "{'$schema':'" + DRAFT_7 + "','$id':'/a/1','version':'1','type':'object'}";
    EventSchema schema = Schemas.register(registry, first);

    assertThatThrownBy(
            () -> registry.registerText("other.json", json(first.replace("object", "array"))))
        .hasMessageContaining("is already registered with other content, from test.json");
    assertThat(Schemas.register(registry, first)).isSameAs(schema);
  }

  @Test
  void aLargeYamlIsReadToItsEnd() throws Exception {
    String yaml = "a: '" + "x".repeat(4 * 1024 * 1024) + "'\nb: 1\n";

    assertThat(new YamlReader(yaml).read()).asString().endsWith("b=1}");
  }

  @Test
  void yamlMayBeAsDeepAsAnEventAndItsSchema() throws Exception {
    assertThat(new YamlReader(nested("{a: ", "}", 102)).read()).isNotNull();
    assertThat(new YamlReader(nested("[", "]", 102)).read()).isNotNull();
    assertThatThrownBy(() -> new YamlReader(nested("{a: ", "}", 104)).read())
        .hasMessageContaining("nested too deeply");
    assertThatThrownBy(() -> new YamlReader(nested("[", "]", 104)).read())
        .hasMessageContaining("nested too deeply");
  }

  private static String nested(String open, String close, int levels) {
    return open.repeat(levels) + "1" + close.repeat(levels);
  }

  @Test
  void aNumberOfAThousandDigitsIsReadAndALongerOneIsRefused() throws Exception {
    assertThat(new YamlReader("9".repeat(1000)).read()).asString().hasSize(1000);
    assertThatThrownBy(() -> new YamlReader("9".repeat(1001)).read())
        .hasMessageContaining("a number of more than 1000 characters");
  }
}
