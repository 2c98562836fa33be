package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code $ref} and the names it refers to. */
class ReferencesTest {

  private static final String LATEST = "https://json-schema.org/draft/2020-12/schema";

  private final SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'properties':{'a':{'$ref':'#/definitions/text'}},'definitions':{'text':{'type':'string'}}",
        "'properties':{'a':{'$ref':'#/$defs/text'}},'$defs':{'text':{'type':'string'}}",
        "'properties':{'a':{'$ref':'#/definitions/a~1b%20c'}},"
            + "'definitions':{'a/b c':{'type':'string'}}",
        "'properties':{'a':{'$ref':'#/properties/b'},'b':{'type':'string'}}",
        "'properties':{'a':{'$ref':'#text'}},'definitions':{'x':{'$id':'#text','type':'string'}}",
        "'properties':{'a':{'$ref':'text'}},'definitions':{'x':{'$id':'text','type':'string'}}",
        "'properties':{'a':{'$ref':'/test/1#/definitions/text'}},"
            + "'definitions':{'text':{'type':'string'}}"
      })
  void findsWhatStandsInTheSameSchema(String keywords) {
    assertTextInA(Schemas.of(keywords));
  }

  @Test
  void findsAnchorsOfLaterDrafts() {
    assertTextInA(
        Schemas.of(
            LATEST,
            "'properties':{'a':{'$ref':'#text'}},'$defs':{'x':{'$anchor':'text','type':'string'}}"));
    assertTextInA(
        Schemas.of(
            LATEST,
            "'properties':{'a':{'$dynamicRef':'#text'}},"
                + "'$defs':{'x':{'$dynamicAnchor':'text','type':'string'}}"));
  }

  private static void assertTextInA(EventSchema schema) {
    assertThat(schema.validate(Map.of("a", "x"))).isEmpty();
    assertThat(schema.surelyValid(Map.of("a", "x"))).isTrue();
    assertThat(schema.validate(Map.of("a", 1))).hasSize(1);
    assertThat(schema.surelyValid(Map.of("a", 1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/common/1.0.0", "../common/1.0.0#", "schema://registry/common/1.0.0"})
  void findsOtherSchemasRelativelyToo(String reference) {
    Schemas.register(registry, "{'$id':'/common/1.0.0','type':'string'}");

    assertTextInA(
        Schemas.register(
            registry, "{'$id':'/run/1.0.0','properties':{'a':{'$ref':'" + reference + "'}}}"));
  }

  @Test
  void followsReferencesOfTheSchemaReferredToFromWhereItIs() {
    Schemas.register(
        registry,
        "{'$id':'https://example.org/x/text/1','allOf':[{'$ref':'#/definitions/t'}],"
            + "'definitions':{'t':{'type':'string'}}}");

    assertTextInA(
        Schemas.register(
            registry,
            "{'$id':'https://example.org/run/1','definitions':{'t':{'type':'integer'}},"
                + "'properties':{'a':{'$ref':'/x/text/1'}}}"));
  }

  @Test
  void checksASchemaThatRefersToItself() {
    EventSchema tree =
        Schemas.of(
            "'properties':{'value':{'type':'integer'},'children':{'type':'array',"
                + "'items':{'$ref':'#'}}}");

    assertThat(tree.validate(Schemas.data("{'value':1,'children':[{'value':2,'children':[]}]}")))
        .isEmpty();
    assertThat(tree.validate(Schemas.data("{'value':1,'children':[{'children':[{'value':''}]}]}")))
        .extracting(Object::toString)
        .containsExactly("/children/0/children/0/value: must be of type \"integer\"");
  }

  @Test
  void ignoresWhatStandsBesideAReferenceInOldDraftsOnly() {
    String keywords =
        "'properties':{'a':{'$ref':'#/definitions/t','maxLength':1}},"
            + "'definitions':{'t':{'type':'string'}}";

    assertThat(Schemas.of(keywords).validate(Map.of("a", "xx"))).isEmpty();
    assertThat(Schemas.of(LATEST, keywords).validate(Map.of("a", "xx"))).hasSize(1);
    assertThat(Schemas.of(LATEST, keywords).surelyValid(Map.of("a", "xx"))).isFalse();
  }

  @Test
  void keepsAnnotationsInTheLinkedFormAlsoBesideAReference() {
    EventSchema schema =
        Schemas.of(
            "'properties':{'a':{'$ref':'#/definitions/t','categories':['x']}},"
                + "'definitions':{'t':{'x-redact':'hash','title':'T'}}");

    assertThat(schema.linked())
        .isEqualTo(
            Schemas.data(
                "{'$ref':'#/definitions/0','definitions':{"
                    + "'0':{'version':'1','properties':{'a':{'$ref':'#/definitions/1',"
                    + "'categories':['x']}}},'1':{'x-redact':'hash'}}}"));
  }

  @Test
  void refusesAReferenceToNothing() {
    assertRefused(
        "'properties':{'a':{'$ref':'/none/1'}}",
        "test.json: /properties/a/$ref: leads to \"/none/1\", which is not registered; register"
            + " that schema first");
    assertRefused(
        "'properties':{'a':{'$ref':'#/definitions/none'}}",
        "test.json: /properties/a/$ref: leads to \"#/definitions/none\", where there is no schema;"
            + " correct it, or put the schema there, in definitions, $defs or another keyword that"
            + " holds schemas");
    assertRefused("'properties':{'a':{'$ref':'#none'}}", "where there is no schema");
    assertRefused(
        "'default':{'type':'x'},'allOf':[{'$ref':'#/default'}]", "where there is no schema");
    assertRefused("'allOf':[{'$ref':'a b'}]", "/allOf/0/$ref");
  }

  @Test
  void refusesAReferenceThatCouldMeanTwoThings() {
    Schemas.register(registry, "{'$id':'x','version':1,'type':'string'}");
    Schemas.register(registry, "{'$id':'x','version':2,'type':'integer'}");

    assertThatThrownBy(
            () -> Schemas.register(registry, "{'$id':'y','version':1,'allOf':[{'$ref':'x'}]}"))
        .hasMessageContaining("is registered in several versions");
    assertRefused(
        "'definitions':{'a':{'$id':'n','type':'string'},'b':{'$id':'n','type':'array'}},"
            + "'allOf':[{'$ref':'n'}]",
        "leads to a name that stands at two different schemas");
  }

  @Test
  void refusesAReferenceToAnotherDraft() {
    Schemas.register(
        registry, "{'$id':'/old/1','$schema':'http://json-schema.org/draft-04/schema'}");

    assertThatThrownBy(
            () -> Schemas.register(registry, "{'$id':'/y/1','allOf':[{'$ref':'/old/1'}]}"))
        .hasMessageContaining(
            "leads to a schema of another draft, draft-04; this one is of draft-07");
  }

  @Test
  void refusesReferencesInACircleForOneValue() {
    assertRefused("'$ref':'#'", "refers to itself in a circle");
    assertRefused("'allOf':[{'$ref':'#'}]", "test.json: refers to itself in a circle");
    assertRefused(
        "'properties':{'a':{'$ref':'#/definitions/b'}},'definitions':{"
            + "'b':{'anyOf':[{'not':{'$ref':'#/definitions/c'}}]},"
            + "'c':{'if':{'$ref':'#/definitions/b'}}}",
        "test.json: /definitions/b: refers to itself in a circle, for the same value");
  }

  private static void assertRefused(String keywords, String message) {
    assertThatThrownBy(() -> Schemas.of(keywords))
        .as(keywords)
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining(message);
  }
}
