package dev.eventlogger.benchmarks.micro;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.benchmarks.Shape;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.schema.registry.EventSchema;
import dev.eventlogger.schema.registry.SchemaRegistry;
import dev.eventlogger.schema.registry.SchemaRules;
import java.util.List;
import java.util.Map;

/** Events of the medium shape, one after the other, and their schema. For one thread. */
final class Prepared {

  private final List<Map<String, Object>> events = Shape.MEDIUM.events();
  private int next;

  /** The schema of the events, which may have annotations of its own. */
  static EventSchema schema(Map<String, Object> schema) {
    SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);
    SchemaRef ref = registry.register("benchmark", schema);
    return requireNonNull(registry.find(ref));
  }

  Map<String, Object> next() {
    next = (next + 1) & (Shape.EVENTS - 1);
    return events.get(next);
  }

  List<Map<String, Object>> all() {
    return events;
  }
}
