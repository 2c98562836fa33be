package dev.eventlogger.benchmarks.micro;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.eventlogger.benchmarks.Shape;
import dev.eventlogger.event.Problem;
import dev.eventlogger.schema.registry.EventSchema;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Map;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONObject;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Checking valid events of the medium shape. Each library gets its own kind of values, created
 * beforehand.
 */
@State(Scope.Benchmark)
public class ValidationBenchmark {

  private static final ObjectMapper JACKSON = new ObjectMapper();

  private final EventSchema compiled = Prepared.schema(Shape.MEDIUM.schema());
  private final Validator vertx = newVertx();
  private final Schema networknt =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(JACKSON.valueToTree(Shape.MEDIUM.schema()));
  private final org.everit.json.schema.Schema everit = newEverit();

  private final List<Map<String, Object>> maps = Shape.MEDIUM.events();
  private final List<JsonObject> jsonObjects = maps.stream().map(JsonObject::new).toList();
  private final List<JsonNode> nodes = maps.stream().<JsonNode>map(JACKSON::valueToTree).toList();
  private final List<JSONObject> everits = maps.stream().map(JSONObject::new).toList();
  private int next;

  /** Created by JMH. */
  public ValidationBenchmark() {}

  private static Validator newVertx() {
    JsonObject schema = new JsonObject(Shape.MEDIUM.schema()).copy();
    JsonSchemaOptions options =
        new JsonSchemaOptions()
            .setBaseUri("https://example.org/")
            .setDraft(Draft.DRAFT7)
            .setOutputFormat(OutputFormat.Basic);
    return Validator.create(JsonSchema.of(schema), options);
  }

  private static org.everit.json.schema.Schema newEverit() {
    JSONObject schema = new JSONObject(Shape.MEDIUM.schema());
    return SchemaLoader.builder().draftV7Support().schemaJson(schema).build().load().build();
  }

  private int next() {
    next = (next + 1) & (Shape.EVENTS - 1);
    return next;
  }

  /** The compiled check, which {@code validation: fast} tries first. */
  @Benchmark
  public boolean fast() {
    return compiled.surelyValid(maps.get(next()));
  }

  /** What {@code validation: strict} does with each event. */
  @Benchmark
  public List<Problem> strict() {
    return compiled.validate(maps.get(next()));
  }

  /** Vert.x alone. */
  @Benchmark
  public OutputUnit vertx() {
    return vertx.validate(jsonObjects.get(next()));
  }

  /** networknt. */
  @Benchmark
  public List<Error> networknt() {
    return networknt.validate(nodes.get(next()));
  }

  /** everit. */
  @Benchmark
  public void everit() {
    everit.validate(everits.get(next()));
  }
}
