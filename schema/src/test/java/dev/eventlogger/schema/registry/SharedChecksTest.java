package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SharedChecksTest {

  private static final Map<String, Object> SHORT_TEXT = Map.of("type", "string", "maxLength", 9);

  private final SharedChecks checks = new SharedChecks();

  @Test
  void equalSchemasHaveOneCheck() {
    Check first = of(Draft.DRAFT_7, SHORT_TEXT);

    assertThat(of(Draft.DRAFT_7, new HashMap<>(SHORT_TEXT))).isSameAs(first);
    assertThat(of(Draft.DRAFT_7, Map.of("type", "string", "maxLength", 8))).isNotSameAs(first);
  }

  @Test
  void keywordsMayMeanAnotherThingInAnotherDraft() {
    assertThat(of(Draft.DRAFT_4, SHORT_TEXT)).isNotSameAs(of(Draft.DRAFT_7, SHORT_TEXT));
  }

  @Test
  void onlySchemasWithoutOthersInThemAreShared() {
    assertThat(SharedChecks.canShare(SHORT_TEXT)).isTrue();
    assertThat(SharedChecks.canShare(Map.of("enum", List.of("a", 1), "items", false))).isTrue();
    assertThat(SharedChecks.canShare(Map.of("$ref", "#/definitions/1"))).isFalse();
    assertThat(SharedChecks.canShare(Map.of("items", SHORT_TEXT))).isFalse();
    assertThat(SharedChecks.canShare(Map.of("anyOf", List.of(SHORT_TEXT)))).isFalse();
  }

  private Check of(Draft draft, Map<?, ?> schema) {
    return checks.of(draft, schema, () -> new ArrayCheck(new Check[0], Check.ALWAYS, false, 0, 1));
  }
}
