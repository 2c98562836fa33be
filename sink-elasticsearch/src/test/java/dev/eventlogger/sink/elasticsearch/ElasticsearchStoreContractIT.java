package dev.eventlogger.sink.elasticsearch;

import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testkit.EventStoreContract;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/** The store, with a schema that gives some of the data fields a type. */
final class ElasticsearchStoreContractIT extends EventStoreContract {

  private static final TestServer SERVER = TestServer.shared();
  private static final Set<Field> TYPED =
      Set.of(Field.data("count"), Field.data("ratio"), Field.data("label"), Field.data("text"));
  private static final Map<String, Object> SCHEMA =
      Map.of(
          "properties",
          Map.of(
              "count", Map.of("type", "integer"),
              "ratio", Map.of("type", "number"),
              "label", Map.of("type", "string"),
              "text", Map.of("type", "string"),
              "tags", Map.of("type", "array", "items", Map.of("type", "string"))));

  private final TestIndices indices = new TestIndices(SERVER, "store");

  @Override
  protected BaseEventLogger newLogger() {
    return new SchemaLogger(SCHEMA);
  }

  @Override
  protected EventStore newStore() {
    return new ElasticsearchEventStore();
  }

  @Override
  protected Map<String, Object> settings() {
    return indices.settings(Map.of("index", indices.monthly(), "typed_fields", "schema"));
  }

  @Override
  protected void refresh() {
    indices.refresh();
  }

  @Override
  protected boolean comparesData(Field field) {
    return TYPED.contains(field);
  }

  @Override
  protected boolean measuresData(Field field) {
    return Set.of(Field.DURATION_MS, Field.data("count"), Field.data("ratio")).contains(field);
  }

  @Override
  protected double percentileTolerance() {
    return 0.02;
  }

  @Override
  protected ChronoUnit precisionOfFirstAndLast() {
    return ChronoUnit.MILLIS;
  }

  /** The first time that {@code date_nanos} can hold; {@link #latest} is the last. */
  @Override
  protected Instant earliest() {
    return Instant.EPOCH;
  }

  @Override
  protected Instant latest() {
    return Instant.parse("2262-04-11T23:47:16.854775Z");
  }
}
