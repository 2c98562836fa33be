package dev.eventlogger.schema.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import java.util.Map;

/** Shorthand for schemas and events in tests; single quotes stand for double ones. */
final class Schemas {

  private Schemas() {}

  /** A schema of draft 7 with these keywords, such as {@code "'type': 'object'"}. */
  static EventSchema of(String keywords) {
    return of("http://json-schema.org/draft-07/schema#", keywords);
  }

  /** A schema of a draft. */
  static EventSchema of(String draft, String keywords) {
    SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);
    String id = draft.contains("-04") ? "'id'" : "'$id'";
    return register(
        registry,
        "{'$schema':'" + draft + "'," + id + ":'/test/1','version':'1'," + keywords + "}");
  }

  /** Registers a schema. */
  static EventSchema register(SchemaRegistry registry, String schema) {
    return registry.find(registry.registerText("test.json", json(schema)));
  }

  /** An event's data. */
  @SuppressWarnings("unchecked")
  static Map<String, ?> data(String data) {
    byte[] bytes = json(data).getBytes(UTF_8);
    try {
      return (Map<String, ?>) new JsonReader().read(bytes, 0, bytes.length);
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  static String json(String text) {
    return text.replace('\'', '"');
  }
}
