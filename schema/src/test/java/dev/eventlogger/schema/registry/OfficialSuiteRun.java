package dev.eventlogger.schema.registry;

import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.schema.registry.OfficialSuite.Case;
import dev.eventlogger.schema.registry.OfficialSuite.Group;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs cases of the official suite. Since an event's data is an object, every value is checked as a
 * property {@code v} of one, by a schema that refers to the suite's; objects are also checked by
 * that schema itself.
 */
final class OfficialSuiteRun {

  private static final Map<String, Draft> DRAFTS =
      Map.of(
          "draft4", Draft.DRAFT_4,
          "draft6", Draft.DRAFT_7,
          "draft7", Draft.DRAFT_7,
          "draft2019-09", Draft.DRAFT_2019_09,
          "draft2020-12", Draft.DRAFT_2020_12);

  private final Map<String, Object> remotes;
  private final Map<Draft, SchemaRegistry> shared = new HashMap<>();
  private int number;

  int agreed;
  int refused;

  /**
   * The groups whose schema is refused, with the reason, and the cases that differ from the suite.
   */
  final Map<String, String> refusals = new LinkedHashMap<>();

  final List<String> differences = new ArrayList<>();

  OfficialSuiteRun(OfficialSuite suite) {
    remotes = suite.remotes;
    suite.groups.forEach(this::run);
  }

  private void run(Group group) {
    Draft draft = DRAFTS.get(group.draft());
    String text = String.valueOf(group.schema());
    SchemaRegistry registry =
        text.contains("id=") || text.contains("localhost")
            ? registry(draft)
            : shared.computeIfAbsent(draft, this::registry);
    String id = "suite-" + ++number;
    try {
      EventSchema itself =
          group.schema() instanceof Map<?, ?> map ? register(registry, draft, map, id) : null;
      Object below = itself == null ? group.schema() : Map.of("$ref", itself.ref().id());
      EventSchema wrapper =
          register(registry, draft, Map.of("properties", Map.of("v", below)), id + "-v");
      group.cases().forEach(each -> check(group, each, wrapper, itself));
    } catch (SchemaException e) {
      refused += group.cases().size();
      refusals.put(group.name(), String.valueOf(e.getMessage()));
    }
  }

  @SuppressWarnings("unchecked") // what is read from JSON has text as keys
  private void check(Group group, Case each, EventSchema wrapper, EventSchema itself) {
    boolean isRight = answer(wrapper, Collections.singletonMap("v", each.data())) == each.isValid();
    if (itself != null && each.data() instanceof Map<?, ?> object) {
      isRight &= answer(itself, (Map<String, ?>) object) == each.isValid();
    }
    if (isRight) {
      agreed++;
    } else {
      differences.add(
          group.name() + ": " + each.description() + (each.isValid() ? " [valid]" : " [invalid]"));
    }
  }

  private static boolean answer(EventSchema schema, Map<String, ?> data) {
    List<Problem> problems = schema.validate(data);
    if (schema.surelyValid(data) && !problems.isEmpty()) {
      throw new AssertionError(schema + ": surely valid, and " + problems + ": " + data);
    }
    return problems.isEmpty();
  }

  private static EventSchema register(
      SchemaRegistry registry, Draft draft, Map<?, ?> schema, String id) {
    Map<String, Object> named = new LinkedHashMap<>();
    schema.forEach((key, value) -> named.put((String) key, value));
    named.putIfAbsent(draft == Draft.DRAFT_4 ? "id" : "$id", id);
    named.putIfAbsent("$schema", draft.metaSchema());
    named.put("version", "1");
    SchemaRef ref = registry.register("suite", named);
    return registry.find(ref);
  }

  /** A registry with everything that the suite's schemas may refer to. */
  private SchemaRegistry registry(Draft draft) {
    SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);
    Map<String, Map<?, ?>> left = new LinkedHashMap<>();
    for (String uri : uris(draft)) {
      left.put(uri, metaSchema(uri));
    }
    remotes.forEach(
        (path, schema) -> {
          boolean isOfOther = path.matches("draft.*") && DRAFTS.get(path.split("/", 2)[0]) != draft;
          if (schema instanceof Map<?, ?> map && !isOfOther) {
            left.put("http://localhost:1234/" + path, map);
          }
        });
    int before;
    do { // a schema that refers to another is registered after it
      before = left.size();
      left.entrySet()
          .removeIf(entry -> isRegistered(registry, draft, entry.getValue(), entry.getKey()));
    } while (left.size() < before);
    return registry;
  }

  private static boolean isRegistered(
      SchemaRegistry registry, Draft draft, Map<?, ?> schema, String id) {
    try {
      register(registry, draft, schema, id);
      return true;
    } catch (SchemaException e) {
      return false;
    }
  }

  private static List<String> uris(Draft draft) {
    List<String> uris = new ArrayList<>(draft.vocabularies());
    uris.add(draft.metaSchema());
    return uris;
  }

  private static Map<?, ?> metaSchema(String uri) {
    String path = "/" + uri.substring(uri.indexOf("://") + 3);
    try (InputStream stream = VertxRun.metaSchemaFile(path)) {
      return new SchemaText().read(uri, stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
