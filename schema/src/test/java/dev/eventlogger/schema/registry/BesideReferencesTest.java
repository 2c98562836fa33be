package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keywords beside a reference, where that hides them. */
class BesideReferencesTest {

  private static final String HIDDEN = "{'x-redact':true}";
  private static final String D = "'definitions':{'d':{}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'items':HIDDEN",
        "'items':[{},HIDDEN]",
        "'allOf':[{},{'not':HIDDEN}]",
        "'properties':{'b':{'items':[HIDDEN]}}",
        "'dependencies':{'b':HIDDEN}"
      })
  void redactionBesideAReferenceThatHidesItIsRefusedHoweverDeepItIs(String hidden) {
    String keywords = hidden.replace("HIDDEN", HIDDEN);
    String word = hidden.substring(1, hidden.indexOf('\'', 1));

    assertThatThrownBy(
            () -> Schemas.of("'properties':{'a':{'$ref':'#/definitions/d'," + keywords + "}}," + D))
        .hasMessageContaining(
            "/properties/a/"
                + word
                + ": asks for redaction beside $ref, which hides it; use allOf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'items':{}",
        "'items':[{},{'not':{}}]",
        "'enum':['x-redact']",
        "'required':['a']"
      })
  void whatAReferenceHidesIsNoMistakeOtherwise(String keywords) {
    assertThatCode(
            () -> Schemas.of("'properties':{'a':{'$ref':'#/definitions/d'," + keywords + "}}," + D))
        .doesNotThrowAnyException();
  }
}
