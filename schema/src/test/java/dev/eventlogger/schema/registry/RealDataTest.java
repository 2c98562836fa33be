package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Schemas and events that others wrote, with the verdicts that they recorded. */
class RealDataTest {

  @Test
  void givesEveryPairOfTheManifestItsVerdict() throws Exception {
    for (Map<?, ?> pair : SharedData.lines(SharedData.path("manifest.jsonl"))) {
      EventSchema schema = schema(pair);
      Map<String, ?> event = event(pair);

      List<Problem> problems = schema.validate(event);

      boolean isValid = pair.get("expect").equals("valid");
      assertThat(problems.isEmpty()).as("%s: %s", pair.get("id"), problems).isEqualTo(isValid);
      if (!isValid) {
        assertThat(schema.surelyValid(event)).as("%s", pair.get("id")).isFalse();
      }
    }
  }

  @Test
  void decidesNearlyAllValidPairsWithoutAsking() throws Exception {
    int valid = 0;
    int decided = 0;
    for (Map<?, ?> pair : SharedData.lines(SharedData.path("manifest.jsonl"))) {
      if (pair.get("expect").equals("valid")) {
        valid++;
        decided += schema(pair).surelyValid(event(pair)) ? 1 : 0;
      }
    }
    System.out.println("decided without asking: " + decided + " of " + valid + " valid pairs");
    assertThat(decided).isGreaterThan(valid * 95 / 100);
  }

  private static EventSchema schema(Map<?, ?> pair) {
    SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);
    return registry.find(registry.register(SharedData.path((String) pair.get("schema"))));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ?> event(Map<?, ?> pair) {
    Path file = SharedData.path((String) pair.get("event"));
    Object pointer = pair.get("event_pointer");
    return (Map<String, ?>)
        Pointers.find(new SchemaText().read(file), pointer == null ? "" : (String) pointer);
  }

  @Test
  void registersWholeFoldersOfRealSchemas() {
    SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);

    FolderReport primary =
        registry.registerFolder(SharedData.path("wikimedia/primary"), OnBadSchema.FAIL);
    FolderReport eventgate =
        registry.registerFolder(SharedData.path("wikimedia/eventgate"), OnBadSchema.FAIL);

    assertThat(primary.registered()).hasSizeGreaterThan(80);
    assertThat(primary.skipped()).hasSize(1);
    assertThat(eventgate.registered()).hasSize(6);
  }

  @Test
  void registersAndRefusesWhatJupyterDoes() throws Exception {
    Path folder = SharedData.path("jupyter/jupyter_events");
    Map<?, ?> cases = (Map<?, ?>) SharedData.json(folder.resolve("cases.json"));
    for (Object each : (List<?>) cases.get("register")) {
      Map<?, ?> one = (Map<?, ?>) each;
      SchemaRegistry registry = new SchemaRegistry(SchemaRules.JUPYTER);
      String expected = (String) one.get("expect");
      if (expected.equals("accepted")) {
        register(registry, folder, one);
        assertThat(registry.all()).as("%s", one.get("id")).hasSize(1);
      } else if (one.containsKey("schemas")) {
        // The recorded case refuses the second; here, registering the same content again is fine.
        ((List<?>) one.get("schemas")).forEach(schema -> registry.register("map", map(schema)));
        assertThat(registry.all()).hasSize(1);
      } else {
        assertThatThrownBy(() -> register(registry, folder, one))
            .as("%s", one.get("id"))
            .isInstanceOf(SchemaException.class);
      }
    }
  }

  private static void register(SchemaRegistry registry, Path folder, Map<?, ?> one) {
    if (one.containsKey("file")) {
      registry.register(folder.resolve((String) one.get("file")));
    } else {
      registry.register("map", map(one.get("schema")));
    }
  }

  @Test
  void givesJupytersEmitCasesTheirVerdicts() throws Exception {
    Path file = SharedData.path("jupyter/jupyter_events/cases.json");
    for (Object each : (List<?>) ((Map<?, ?>) SharedData.json(file)).get("emit")) {
      Map<?, ?> one = (Map<?, ?>) each;
      SchemaRegistry registry = new SchemaRegistry(SchemaRules.JUPYTER);
      EventSchema schema = registry.find(registry.register("map", map(one.get("schema"))));

      boolean isValid = schema.validate(map(one.get("event"))).isEmpty();

      assertThat(isValid).as("%s", one.get("id")).isEqualTo(one.get("expect").equals("valid"));
      assertThat(schema.surelyValid(map(one.get("event")))).isEqualTo(isValid);
    }
  }

  @Test
  void readsAnIdentifierThatIsNoUriUnderTheDefaultRulesOnly() throws Exception {
    Path file = SharedData.path("jupyter/telemetry/category_filter_cases.json");
    for (Object each : (List<?>) SharedData.json(file)) {
      Map<String, ?> schema = map(((Map<?, ?>) each).get("schema"));
      SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);

      assertThat(registry.register("map", schema).toString()).isEqualTo("test.event version 1");
      assertThatThrownBy(() -> new SchemaRegistry(SchemaRules.JUPYTER).register("map", schema))
          .isInstanceOf(SchemaException.class)
          .hasMessageContaining("/$id: must be an absolute URI");
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ?> map(Object value) {
    return (Map<String, ?>) value;
  }
}
