package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamicReferencesTest {

  private static final String LATEST = "https://json-schema.org/draft/2020-12/schema";
  private static final String BEFORE = "https://json-schema.org/draft/2019-09/schema";

  private final SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);

  @Test
  void leadToWhatTheWayThereSays() {
    register("tree", "'$dynamicAnchor':'node','properties':{'next':{'$dynamicRef':'#node'}}");
    EventSchema strict =
        register(
            "strict",
            "'$dynamicAnchor':'node','$ref':'tree','properties':{'next':{},'a':{'type':'integer'}}"
                + ",'unevaluatedProperties':false");
    EventSchema both =
        register("both", "'properties':{'one':{'$ref':'strict'},'other':{'$ref':'tree'}}");

    Map<String, ?> nested = Map.of("next", Map.of("b", 1));
    assertThat(strict.validate(nested)).hasSize(1);
    assertThat(both.validate(Map.of("other", nested))).isEmpty();
    assertThat(both.validate(Map.of("one", nested)))
        .extracting(problem -> problem.at())
        .containsExactly("/one/next/b");
  }

  @Test
  void leadToTheOutermostRecursiveAnchor() {
    registerBefore("tree", "'$recursiveAnchor':true,'properties':{'next':{'$recursiveRef':'#'}}");
    EventSchema strict =
        registerBefore(
            "strict",
            "'$recursiveAnchor':true,'$ref':'tree','properties':{'a':{'type':'integer'}}");

    assertThat(strict.validate(Map.of("next", Map.of("a", "x"))))
        .extracting(problem -> problem.at())
        .containsExactly("/next/a");
  }

  @Test
  void leadToTrueOrFalseAsWell() {
    EventSchema schema =
        register("a", "'$defs':{'no':false},'properties':{'a':{'$dynamicRef':'#/$defs/no'}}");

    assertThat(schema.validate(Map.of("a", 1))).isNotEmpty();
    assertThat(schema.validate(Map.of("b", 1))).isEmpty();
  }

  @Test
  void doNotSplitWhatTheyCannotChange() {
    register("plain", "'properties':{'a':{'$ref':'#/$defs/b'}},'$defs':{'b':{}}");
    EventSchema user = register("user", "'properties':{'x':{'$ref':'plain'},'y':{'$ref':'plain'}}");

    assertThat((Map<?, ?>) user.linked().get("definitions")).hasSize(3);
  }

  @Test
  void onlyASchemaThatCannotBeUnderstoodIsRefused(@TempDir Path folder) throws IOException {
    write(folder, "right.json", "{'$id':'/right/1','properties':{'a':{'type':'string'}}}");
    List<String> odd =
        List.of(
            "{'$id':'/odd/1','$schema':'" + LATEST + "','$dynamicRef':'#/$defs/a','$defs':{'a':7}}",
            "{'$id':'/odd/2','$schema':7,'properties':[]}",
            "{'$id':'/odd/3','patternProperties':{'(':7},'dependencies':{'a':7}}",
            "{'$id':'/odd/4','$schema':'" + BEFORE + "','$recursiveRef':'other'}",
            "{'$id':'/odd/5','items':{'$id':'::','$ref':{}}}",
            "{'$id':'/odd/6','required':'a','enum':7,'multipleOf':0,'properties':{'a':7}}",
            "{'$id':'/odd/7','definitions':{'a':{'$id':'#','b':{'$id':'#a#b'}}},'allOf':{}}");
    for (String schema : odd) {
      write(folder, odd.indexOf(schema) + ".json", schema);
    }

    FolderReport report = registry.registerFolder(folder, OnBadSchema.SKIP);

    assertThat(report.registered()).extracting(ref -> ref.id()).contains("/right/1");
    assertThat(report.bad())
        .extracting(SchemaProblem::source)
        .allMatch(source -> source.matches(".*[0-6][.]json"));
  }

  private static void write(Path folder, String name, String json) throws IOException {
    Files.writeString(folder.resolve(name), Schemas.json(json));
  }

  private EventSchema register(String id, String keywords) {
    return register(LATEST, id, keywords);
  }

  private EventSchema registerBefore(String id, String keywords) {
    return register(BEFORE, id, keywords);
  }

  private EventSchema register(String draft, String id, String keywords) {
    return Schemas.register(
        registry, "{'$schema':'%s','$id':'%s','version':'1',%s}".formatted(draft, id, keywords));
  }
}
