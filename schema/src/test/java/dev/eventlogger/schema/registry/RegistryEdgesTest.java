package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.SchemaRef;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a registry holds, and what it does not admit. */
class RegistryEdgesTest {

  private static final SchemaRef REF = new SchemaRef("/test/1", "1");

  @TempDir Path folder;
  private final SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);

  @Test
  void knowsHowManySchemasItHas() {
    assertThat(registry.isEmpty()).isTrue();
    assertThat(registry.size()).isZero();

    registry.registerText("a", schema("string"));
    registry.registerText("b", schema("string"));

    assertThat(registry.isEmpty()).isFalse();
    assertThat(registry.size()).isEqualTo(1);
    assertThat(registry.all()).containsExactly(registry.find(REF));
  }

  @Test
  void readsASchemaFromTheClassPath() throws IOException {
    Files.writeString(folder.resolve("one.json"), schema("string"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      assertThat(registry.registerResource("one.json", loader)).isEqualTo(REF);
      assertThat(registry.find(REF).source()).isEqualTo("one.json");
    }
  }

  @Test
  void refusesAnotherContentUnderAKeyThatIsTakenWhereverItComesFrom() throws IOException {
    Files.writeString(folder.resolve("a.json"), schema("string"));
    Files.writeString(folder.resolve("b.json"), schema("integer"));
    String why =
        "is already registered with other content, from "
            + folder.resolve("a.json")
            + "; give one of them another version";
    assertThatThrownBy(() -> registry.registerFolder(folder, OnBadSchema.FAIL))
        .hasMessageContaining(why);
    assertThat(registry.isEmpty()).isTrue();

    Files.delete(folder.resolve("b.json"));
    assertThat(registry.registerFolder(folder, OnBadSchema.FAIL).registered()).containsExactly(REF);
    Files.writeString(folder.resolve("a.json"), schema("integer"));
    Files.move(folder.resolve("a.json"), folder.resolve("c.json"));

    assertThatThrownBy(() -> registry.registerFolder(folder, OnBadSchema.FAIL))
        .hasMessageContaining(why);
  }

  @Test
  void admitsNothingThatItsOwnerRefuses() {
    SchemaRegistry picky =
        new SchemaRegistry(
            SchemaRules.DEFAULT,
            schema -> {
              throw new IllegalArgumentException("must be of another kind");
            });

    assertThatThrownBy(() -> picky.registerText("a", schema("string")))
        .hasMessage("a: must be of another kind");
    assertThat(picky.isEmpty()).isTrue();
    assertThat(picky.all()).isEmpty();
  }

  private static String schema(String type) {
    return Schemas.json(
        "{'$schema':'http://json-schema.org/draft-07/schema#','$id':'/test/1','version':'1',"
            + "'properties':{'a':{'type':'"
            + type
            + "'}}}");
  }
}
