package dev.eventlogger.benchmarks.micro;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.benchmarks.Shape;
import dev.eventlogger.schema.privacy.Allowed;
import dev.eventlogger.schema.privacy.Redaction;
import dev.eventlogger.schema.privacy.RefResolver;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Redacting events of the medium shape. */
@State(Scope.Benchmark)
public class RedactionBenchmark {

  private final Prepared events = new Prepared();
  private final Redaction nothing = redaction(Shape.MEDIUM.schema());
  private final Redaction two = redaction(withTwoMasked());

  /** Created by JMH. */
  public RedactionBenchmark() {}

  private static Redaction redaction(Map<String, Object> schema) {
    return Redaction.compile(schema, RefResolver.within(schema), Allowed.EVERYTHING, null);
  }

  private static Map<String, Object> withTwoMasked() {
    Map<String, Object> schema = new HashMap<>(Shape.MEDIUM.schema());
    Map<String, Object> properties = new HashMap<>();
    ((Map<?, ?>) requireNonNull(schema.get("properties")))
        .forEach((name, property) -> properties.put((String) name, property));
    properties.put("engine", Map.of("type", "string", "x-redact", "mask"));
    properties.put("tables", Map.of("type", "array", "x-redact", "remove"));
    schema.put("properties", properties);
    return schema;
  }

  /** A schema that redacts nothing. */
  @Benchmark
  public Map<String, ?> nothing() {
    return nothing.apply(events.next());
  }

  /** A schema that masks one property and removes another. */
  @Benchmark
  public Map<String, ?> twoProperties() {
    return two.apply(events.next());
  }
}
