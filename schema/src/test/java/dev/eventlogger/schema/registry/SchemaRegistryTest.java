package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.event.SchemaRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistryTest {

  private final SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "/page/change/1.0.0, 1.0.0",
    "/page/change/1.0.0#, 1.0.0",
    "https://example.org/run/v2, v2",
    "/run/3, 3"
  })
  void takesTheVersionFromTheEndOfTheIdentifier(String id, String version) {
    assertThat(register("{'$id':'" + id + "','type':'object'}"))
        .isEqualTo(new SchemaRef(id, version));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "'\"1\"', 1", "1.0, 1.0", "2.5, 2.5"})
  void takesTheVersionKeyAsText(String version, String expected) {
    assertThat(register("{'$id':'/run/7','version':" + version + "}").version())
        .isEqualTo(expected);
  }

  @Test
  void keepsVersionsSideBySide() {
    register("{'$id':'run','version':1,'type':'object'}");
    register("{'$id':'run','version':2,'type':'object','required':['a']}");

    assertThat(registry.all()).hasSize(2);
    assertThat(registry.find(new SchemaRef("run", "2")).json()).containsKey("required");
    assertThat(registry.find(new SchemaRef("run", "3"))).isNull();
  }

  @Test
  void readsYamlThatBeginsWithABrace() {
    registry.registerText("run.yaml", "{$id: run, version: 1}");

    assertThat(registry.find(new SchemaRef("run", "1"))).isNotNull();
    assertThatThrownBy(() -> registry.registerText("run.json", "{$id: run, version: 1}"))
        .hasMessageStartingWith("run.json: not JSON");
  }

  @Test
  void saysWhatIsWrongWithTheKeyAndWithTheRestAtOnce() {
    assertThatThrownBy(() -> register("{'$id':'run','properties':{'__a':1},'required':7}"))
        .isInstanceOfSatisfying(
            SchemaException.class,
            e ->
                assertThat(e.problems())
                    .extracting(SchemaProblem::at)
                    .containsExactly("/version", "/properties/__a", "/required"));
  }

  @Test
  void registersFilesTogetherWhateverTheirOrder(@TempDir Path folder) throws Exception {
    Path uses = Files.writeString(folder.resolve("a.json"), "{\"$id\":\"/a/1\",\"$ref\":\"/b/1\"}");
    Path used = Files.writeString(folder.resolve("b.yaml"), "$id: /b/1\n");
    Path none = folder.resolve("none.json");

    FolderReport report = registry.registerAll(List.of(uses, none, used), OnBadSchema.SKIP);

    assertThat(report.registered()).hasSize(2);
    assertThat(report.bad())
        .containsExactly(new SchemaProblem(none.toString(), "", "there is no such file", true));
  }

  @Test
  void takesTheSameContentAgainAndRefusesOther() {
    register("{'$id':'run','version':1,'type':'object'}");

    registry.registerText("again.yaml", "$id: run\nversion: 1\ntype: object\n");
    assertThat(registry.all()).hasSize(1);

    assertThatThrownBy(() -> register("{'$id':'run','version':1,'type':'string'}"))
        .hasMessage(
            "test.json: run version 1 is already registered with other content, from test.json;"
                + " give one of them another version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://json-schema.org/draft-04/schema#",
        "https://json-schema.org/draft-04/schema",
        "http://json-schema.org/draft-06/schema#",
        "http://json-schema.org/draft-07/schema",
        "https://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "http://json-schema.org/draft/2020-12/schema#"
      })
  void knowsEachDraftHoweverItIsWritten(String draft) {
    EventSchema schema = Schemas.of(draft, "'properties':{'a':{'type':'integer'}}");

    assertThat(schema.validate(Map.of("a", 1))).isEmpty();
    assertThat(schema.validate(Map.of("a", "x"))).hasSize(1);
    assertThat(schema.surelyValid(Map.of("a", 1))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-07/schema#",
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema"
      })
  void refusesWhatTheMetaSchemaOfTheDraftRefuses(String draft) {
    assertRefused(draft, "'type':'objekt'", "/type");
    assertRefused(draft, "'required':true", "/required");
    assertRefused(draft, "'properties':{'a':{'minLength':-1}}", "/properties/a/minLength");
    assertRefused(
        draft, "'properties':{'a':{'allOf':[{'type':'x'}]}}", "/properties/a/allOf/0/type");
    assertRefused(draft, "'$defs':{'a':{'type':'x'}}", "/$defs/a/type");
    assertRefused(draft, "'properties':{'a':[]}", "/properties/a");
  }

  private static void assertRefused(String draft, String keywords, String at) {
    SchemaException refusal =
        catchThrowableOfType(SchemaException.class, () -> Schemas.of(draft, keywords));
    assertThat(refusal).as(keywords).isNotNull();
    assertThat(refusal.problems()).extracting(SchemaProblem::at).contains(at);
  }

  @Test
  void saysAllThatIsWrongWithASchemaAndWhere() {
    SchemaException refusal =
        catchThrowableOfType(
            SchemaException.class,
            () ->
                register(
                    "{'$id':'/run/1','properties':{'a':{'type':'objekt'},"
                        + "'b':{'pattern':'(['},'c':{'minimum':'x'}}}"));

    assertThat(refusal.problems())
        .extracting(SchemaProblem::toString)
        .contains(
            "test.json: /properties/c/minimum: must be of type \"number\"",
            "test.json: /properties/b/pattern: is no regular expression (ECMA-262): has a character"
                + " class that is not closed; write ] after it, near index 2",
            "test.json: /properties/a/type: must be \"array\", \"boolean\", \"integer\", \"null\","
                + " \"number\", \"object\" or \"string\", or a list of these; did you mean"
                + " \"object\"?");
  }

  @Test
  void refusesAnUnknownDraft() {
    assertThatThrownBy(() -> register("{'$id':'/a/1','$schema':'https://example.org/draft'}"))
        .hasMessageContaining(
            "test.json: /$schema: names no draft that is known here; known: http");
  }

  @Test
  void refusesAKeywordThatTheDraftWouldSilentlyIgnore() {
    assertThatThrownBy(() -> Schemas.of("'dependentRequired':{'a':['b']}"))
        .hasMessage(
            "test.json: /dependentRequired: is no keyword of draft-07; name the draft that has it"
                + " in $schema");
  }

  @Test
  void refusesASchemaWithoutAKey() {
    assertThatThrownBy(() -> register("{'type':'object'}"))
        .hasMessageContaining("/$id: missing; a schema needs a $id")
        .hasMessageContaining("/version: missing; give a version");
    assertThatThrownBy(() -> register("{'$id':'run','version':[]}"))
        .hasMessageContaining("/version: must be text or a number");
    assertThatThrownBy(() -> register("{'$id':'a b','version':1}"))
        .hasMessageContaining("/$id: is no URI reference (RFC 3986)");
    assertThatThrownBy(() -> register("{'$id':'a#b','version':1}"))
        .hasMessageContaining("/$id: has a fragment");
  }

  @Test
  void reservesNamesWithTwoUnderscoresAtTheTop() {
    assertThatThrownBy(() -> register("{'$id':'/a/1','properties':{'__x':{}}}"))
        .hasMessage(
            "test.json: /properties/__x: names that start with __ are reserved for the envelope");
    register("{'$id':'/a/1','properties':{'x':{'properties':{'__y':{}}}}}");
  }

  @Test
  void reservesThemAtEveryDepthUnderTheRulesOfJupyter() {
    SchemaRegistry jupyter = new SchemaRegistry(SchemaRules.JUPYTER);
    String schema =
        "{'$id':'https://example.org/a','version':'1','properties':"
            + "{'x':{'items':[{'properties':{'__y':{}}}]}}}";

    assertThatThrownBy(() -> jupyter.registerText("test.json", Schemas.json(schema)))
        .hasMessageContaining("/properties/x/items/0/properties/__y");
    assertThatThrownBy(() -> jupyter.registerText("test.json", "{\"$id\":\"https://a.org/1\"}"))
        .hasMessageContaining("/version: missing; rules: jupyter")
        .hasMessageContaining("/properties: missing; rules: jupyter");
  }

  @Test
  void refusesTextThatIsNoSchema() {
    assertThatThrownBy(() -> registry.registerText("a.yaml", "418 i'm a teapot"))
        .hasMessage("a.yaml: is no object; a schema is a JSON or YAML object");
    assertThatThrownBy(() -> registry.registerText("a.yaml", ""))
        .hasMessage("a.yaml: not YAML: the text is empty");
    assertThatThrownBy(() -> registry.registerText("a.json", "{\"a\":1,\"a\":2}"))
        .hasMessage("a.json: /a: duplicate key; each may stand once");
    assertThatThrownBy(
            () -> registry.register("a", Map.of("a", List.of(Map.of("b", new Object())))))
        .hasMessageContaining("a: /a/0/b: is a java.lang.Object; only maps, lists");
    assertThatThrownBy(() -> registry.registerText("a", " ".repeat(SchemaText.MAX_BYTES + 1)))
        .hasMessageContaining("is larger than a schema may be");
    assertThatThrownBy(() -> registry.register(folder.resolve("none.json")))
        .hasMessageEndingWith("none.json: there is no such file");
    assertThatThrownBy(() -> registry.registerResource("none.json", getClass().getClassLoader()))
        .hasMessage("none.json: is not on the class path");
  }

  @Test
  void refusesAFileThatIsNotUtf8() throws IOException {
    Path file = Files.write(folder.resolve("a.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});

    assertThatThrownBy(() -> registry.register(file)).hasMessageEndingWith("save it as UTF-8");
  }

  @Test
  void fetchesASchemaOnlyWhenAsked() throws IOException {
    Path file = write("a.json", "{'$id':'/a/1','type':'object'}");

    assertThat(registry.fetchAndRegister(file.toUri()).id()).isEqualTo("/a/1");
    assertThatThrownBy(() -> registry.fetchAndRegister(folder.resolve("b.json").toUri()))
        .hasMessageContaining("cannot be fetched");
  }

  @Test
  void isNotTouchedByLaterChangesOfTheMapRegistered() {
    Map<String, Object> schema =
        new java.util.HashMap<>(Map.of("$id", "/a/1", "required", List.of("a")));
    SchemaRef ref = registry.register("map", schema);
    schema.clear();

    assertThat(registry.find(ref).validate(Map.of())).hasSize(1);
    assertThat(registry.find(ref).json()).containsKey("required");
    assertThatThrownBy(() -> registry.find(ref).json().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void registersAFolderInAnyOrder() throws IOException {
    write("a/1.0.0", "{'$id':'/a/1.0.0','properties':{'b':{'$ref':'../b/2.0.0#/definitions/x'}}}");
    write("b/2.0.0.yaml", "{'$id':'/b/2.0.0','definitions':{'x':{'type':'string'}}}");
    write("notes.yaml", "{'author':'me'}");
    write("README.md", "nothing");

    FolderReport report = registry.registerFolder(folder, OnBadSchema.FAIL);

    assertThat(report.registered())
        .extracting(SchemaRef::id)
        .containsExactly("/a/1.0.0", "/b/2.0.0");
    assertThat(report.skipped()).containsExactly(folder.resolve("notes.yaml"));
    EventSchema schema = registry.find(new SchemaRef("/a/1.0.0", "1.0.0"));
    assertThat(schema.validate(Map.of("b", 1))).hasSize(1);
  }

  @Test
  void registersNothingOfAFolderWithABadFile() throws IOException {
    write("good.json", "{'$id':'/good/1'}");
    write("bad.json", "{'$id':'/bad/1','type':'objekt'}");
    write("worse.json", "{");

    SchemaException refusal =
        catchThrowableOfType(
            SchemaException.class, () -> registry.registerFolder(folder, OnBadSchema.FAIL));

    assertThat(refusal.problems()).extracting(SchemaProblem::source).hasSize(2);
    assertThat(registry.all()).isEmpty();
  }

  @Test
  void skipsBadFilesAndWhatRefersToThemIfAsked() throws IOException {
    write("good.json", "{'$id':'/good/1'}");
    write("bad.json", "{'$id':'/bad/1','type':'objekt'}");
    write("refers.json", "{'$id':'/refers/1','allOf':[{'$ref':'/bad/1'}]}");
    write("refersAgain.json", "{'$id':'/again/1','allOf':[{'$ref':'/refers/1'}]}");

    FolderReport report = registry.registerFolder(folder, OnBadSchema.SKIP);

    assertThat(report.registered()).extracting(SchemaRef::id).containsExactly("/good/1");
    assertThat(report.bad()).hasSize(3);
    assertThat(registry.all()).hasSize(1);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, Schemas.json(text));
  }

  private SchemaRef register(String schema) {
    return registry.registerText("test.json", Schemas.json(schema));
  }
}
