package dev.eventlogger.schema.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.SchemaRef;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllowedSchemasTest {

  private static final SchemaRef RUN_1 = new SchemaRef("https://example.org/run", "1");
  private static final SchemaRef RUN_2 = new SchemaRef("https://example.org/run", "2");
  private static final SchemaRef STOP = new SchemaRef("https://example.org/stop", "1");

  @Test
  void absentMeansAllWithEverything() {
    AllowedSchemas allowed = AllowedSchemas.of("here", null);

    assertThat(allowed.isAllowed(STOP)).isTrue();
    assertThat(allowed.forSchema(STOP)).isEqualTo(Allowed.EVERYTHING);
  }

  @Test
  void anEmptyListOrMappingAllowsNothing() {
    assertThat(AllowedSchemas.of("here", List.of()).isAllowed(RUN_1)).isFalse();
    assertThat(AllowedSchemas.of("here", Map.of()).isAllowed(RUN_1)).isFalse();
  }

  @Test
  void aListAllowsAllVersionsOfItsSchemasWithWhatIsUnrestricted() {
    AllowedSchemas allowed = AllowedSchemas.of("here", List.of(RUN_1.id()));

    assertThat(allowed.isAllowed(RUN_1)).isTrue();
    assertThat(allowed.isAllowed(RUN_2)).isTrue();
    assertThat(allowed.isAllowed(STOP)).isFalse();
    assertThat(allowed.forSchema(RUN_1).everything()).isFalse();
    assertThat(allowed.forSchema(RUN_1).categories()).containsExactly("unrestricted");
  }

  @Test
  void aMappingSaysWhatIsAllowed() {
    AllowedSchemas allowed =
        AllowedSchemas.of(
            "here",
            Map.of(
                RUN_1.id(),
                Map.of("allowed_categories", List.of("a", "b"), "allowed_properties", "user"),
                STOP.id(),
                Map.of()));

    assertThat(allowed.forSchema(RUN_2).categories())
        .containsExactlyInAnyOrder("a", "b", "unrestricted");
    assertThat(allowed.forSchema(RUN_2).properties()).containsExactly("user");
    assertThat(allowed.forSchema(STOP).categories()).containsExactly("unrestricted");
    assertThat(AllowedSchemas.of("here", Collections.singletonMap(STOP.id(), null)).forSchema(STOP))
        .isEqualTo(allowed.forSchema(STOP));
  }

  @Test
  void whatIsNotAllowedHasNothingAllowed() {
    assertThatThrownBy(() -> AllowedSchemas.of("here", List.of()).forSchema(STOP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("https://example.org/stop version 1 is not in allowed_schemas");
  }

  @Test
  void allMistakesAreSaidAtOnce() {
    Map<String, Object> setting =
        Map.of("a", Map.of("categories", 1, "allowed_properties", List.of(1)));

    assertThatThrownBy(() -> AllowedSchemas.of("x.yaml: allowed_schemas", setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "x.yaml: allowed_schemas.a.categories: unknown setting"
                + " (known: allowed_categories, allowed_properties)\n"
                + "x.yaml: allowed_schemas.a.allowed_properties: must be a list of names, all of"
                + " them text");
  }

  @Test
  void otherFormsAreRefused() {
    assertThatThrownBy(() -> AllowedSchemas.of("here", 7))
        .hasMessage("here: must be a list of schema ids, or a mapping of them, all of them text");
    assertThatThrownBy(() -> AllowedSchemas.of("here", Arrays.asList("a", null)))
        .hasMessage("here: must be a list of schema ids, or a mapping of them, all of them text");
    assertThatThrownBy(() -> AllowedSchemas.of("here", Map.of("a", List.of("b"))))
        .hasMessage("here.a: must be a mapping; write {allowed_categories: [name]}");
  }
}
