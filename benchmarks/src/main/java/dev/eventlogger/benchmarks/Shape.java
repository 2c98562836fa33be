package dev.eventlogger.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The events that every candidate is given, prepared so that creating them costs no candidate
 * anything.
 */
public enum Shape {
  /** One field. */
  TINY,
  /** Some 300 bytes: 8 fields, including an object and an array. */
  MEDIUM,
  /** Some 2 KB. */
  LARGE;

  /** How many different events there are; a power of two. */
  public static final int EVENTS = 1024;

  /** The version of every schema. */
  public static final String VERSION = "1";

  private static final int LARGE_STEPS = 8;

  /** The shape's name in file names and tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The id of the schema of the events. */
  public String schemaId() {
    return "https://example.org/" + label();
  }

  /** The data of {@link #EVENTS} events. */
  public List<Map<String, Object>> events() {
    List<Map<String, Object>> events = new ArrayList<>();
    for (int index = 0; index < EVENTS; index++) {
      events.add(data(index));
    }
    return events;
  }

  private Map<String, Object> data(int index) {
    return switch (this) {
      case TINY -> Map.of("element", "button-" + index);
      case MEDIUM -> medium(index);
      case LARGE -> large(index);
    };
  }

  private static Map<String, Object> medium(int index) {
    return Map.of(
        "element",
        "RUN_QUERY_BUTTON",
        "component",
        "adhoc-query-editor",
        "query_id",
        1_000_000 + index,
        "engine",
        "presto-" + index % 7,
        "duration_ms",
        12.5 + index,
        "is_cached",
        index % 2 == 0,
        "position",
        Map.of("x", index, "y", 2 * index, "viewport", "desktop-wide"),
        "tables",
        List.of("analytics.page_views", "analytics.sessions", "core.users_" + index));
  }

  private static Map<String, Object> large(int index) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (int step = 0; step < LARGE_STEPS; step++) {
      steps.add(
          Map.of(
              "name",
              "step-" + step,
              "statement",
              "select user_id, count(*) from analytics.page_views group by 1 limit 100",
              "rows",
              10_000 * step + index,
              "seconds",
              0.25 * step,
              "status",
              "succeeded"));
    }
    Map<String, Object> page = medium(index);
    return Map.of("page", page, "steps", List.copyOf(steps), "title", "Execution of a query");
  }

  /** The schema of the events, under its usual id. */
  public Map<String, Object> schema() {
    return schema(schemaId());
  }

  /** The schema of the events, under another id. */
  public Map<String, Object> schema(String id) {
    Map<String, Object> object =
        switch (this) {
          case TINY -> object(Map.of("element", text()), List.of("element"));
          case MEDIUM -> mediumSchema();
          case LARGE -> largeSchema();
        };
    Map<String, Object> schema = new LinkedHashMap<>(object);
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("$id", id);
    schema.put("version", VERSION);
    return schema;
  }

  private static Map<String, Object> mediumSchema() {
    return object(
        Map.of(
            "element", text(),
            "component", text(),
            "query_id", Map.of("type", "integer", "minimum", 1),
            "engine", Map.of("type", "string", "pattern", "^[a-z]+-[0-9]$"),
            "duration_ms", Map.of("type", "number", "minimum", 0),
            "is_cached", Map.of("type", "boolean"),
            "position",
                object(
                    Map.of("x", integer(), "y", integer(), "viewport", text()), List.of("x", "y")),
            "tables", Map.of("type", "array", "items", text(), "maxItems", 20)),
        List.of("element", "component", "query_id", "engine"));
  }

  private static Map<String, Object> largeSchema() {
    Map<String, Object> step =
        object(
            Map.of(
                "name", text(),
                "statement", Map.of("type", "string", "maxLength", 10_000),
                "rows", integer(),
                "seconds", Map.of("type", "number"),
                "status", Map.of("enum", List.of("succeeded", "failed", "cancelled"))),
            List.of("name", "status"));
    return object(
        Map.of(
            "page", mediumSchema(),
            "steps", Map.of("type", "array", "items", step),
            "title", text()),
        List.of("page", "steps"));
  }

  private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    return Map.of(
        "type",
        "object",
        "properties",
        properties,
        "required",
        required,
        "additionalProperties",
        false);
  }

  private static Map<String, Object> text() {
    return Map.of("type", "string", "minLength", 1, "maxLength", 200);
  }

  private static Map<String, Object> integer() {
    return Map.of("type", "integer");
  }
}
