package dev.eventlogger.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.schema.registry.SchemaRegistry;
import dev.eventlogger.schema.registry.SchemaRules;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnregisteredWordsTest {

  private final SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);
  private final UnregisteredWords words = new UnregisteredWords(registry);

  @Test
  void namesTheVersionsThatThereAre() {
    register("https://example.org/run", "2");
    register("https://example.org/run", "1");

    assertThat(words.words(new SchemaRef("https://example.org/run", "3")))
        .isEqualTo(
            "https://example.org/run version 3 is not registered; of this id there are the versions"
                + " 1, 2");
  }

  @Test
  void namesTheNearestId() {
    register("https://example.org/run", "1");
    register("https://example.org/other", "1");

    assertThat(words.words(new SchemaRef("https://example.org/runn", "1")))
        .isEqualTo(
            "https://example.org/runn version 1 is not registered; register this id and version, or"
                + " correct it; did you mean \"https://example.org/run\"?");
  }

  @Test
  void namesSomeIdsWhereNoneIsNear() {
    for (int id = 0; id < 10; id++) {
      register("https://example.org/schema-" + id, "1");
    }

    assertThat(words.words(new SchemaRef("run", "1")))
        .contains("registered: https://example.org/schema-0, ")
        .endsWith("https://example.org/schema-7 and 2 more");
  }

  @Test
  void saysAnewWhatThereIsOnceMoreIsRegistered() {
    SchemaRef ref = new SchemaRef("run", "2");
    assertThat(words.words(ref)).contains("there are none; EVENT_SCHEMAS.path says where");

    register("run", "1");

    assertThat(words.words(ref)).endsWith("of this id there are the versions 1");
  }

  @Test
  void cutsAndCleansWhatTheEventSays() {
    register("run", "1");

    assertThat(words.words(new SchemaRef("a\u001b[31m" + "x".repeat(100_000), "1\n2")))
        .startsWith("a\uFFFD[31mxxx")
        .contains("… version 1\uFFFD2 is not registered")
        .hasSizeLessThan(500);
  }

  private void register(String id, String version) {
    registry.register("test", Map.of("$id", id, "version", version));
  }
}
