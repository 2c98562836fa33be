package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Problem;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;

/**
 * Compares the fast validator with the full one. {@code -Plong}, or {@code -Deventlogger.tries},
 * tries more.
 */
class FastValidatorPropertyTest {

  private static final int ROUNDS = 100;
  private static final int EVENTS_PER_SCHEMA = 5;
  private static final int SCHEMAS =
      Integer.getInteger("eventlogger.tries", 2_000) / ROUNDS / EVENTS_PER_SCHEMA;

  private long valid;
  private long decided;

  @Property(tries = ROUNDS)
  void isNeverSureOfWhatVertxRefuses(@ForAll long seed) {
    Random random = new Random(seed);
    for (int count = 0; count < SCHEMAS; count++) {
      RandomSchemas schemas = new RandomSchemas(random);
      Map<String, Object> json = schemas.schema();
      SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);
      EventSchema schema = registry.find(registry.register("random", json));
      for (int event = 0; event < EVENTS_PER_SCHEMA; event++) {
        compare(schema, schemas.event(json));
      }
    }
  }

  /** The fast check gets what the application holds, the full one what would be written. */
  @Property(tries = ROUNDS)
  void isNeverSureOfWhatWouldBeWrittenAndIsRefused(@ForAll long seed) {
    Random random = new Random(seed);
    ApplicationValues values = new ApplicationValues(random);
    for (int count = 0; count < SCHEMAS; count++) {
      RandomSchemas schemas = new RandomSchemas(random);
      Map<String, Object> json = schemas.schema();
      SchemaRegistry registry = new SchemaRegistry(SchemaRules.DEFAULT);
      EventSchema schema = registry.find(registry.register("random", json));
      for (int event = 0; event < EVENTS_PER_SCHEMA; event++) {
        compareWritten(schema, values.data(schemas.event(json)));
      }
    }
  }

  private void compareWritten(EventSchema schema, Map<String, Object> data) {
    CanonicalJson json = new CanonicalJson();
    if (json.write(EventDraft.named("n"), Map.of(), data) != null) {
      return; // the writer refuses it
    }
    Map<String, Object> written = Event.ofCanonical(json.toByteArray(), 0, json.length()).data();
    List<Problem> problems = schema.validate(written);
    boolean isSure = schema.surelyValid(data);
    assertThat(isSure && !problems.isEmpty())
        .as("%s%n%s%n%s", schema.json(), written, problems)
        .isFalse();
    valid += problems.isEmpty() ? 1 : 0;
    decided += isSure ? 1 : 0;
  }

  private void compare(EventSchema schema, Map<String, Object> event) {
    List<Problem> problems = schema.validate(event);
    boolean isSure = schema.surelyValid(event);
    assertThat(isSure && !problems.isEmpty())
        .as("%s%n%s%n%s", schema.json(), event, problems)
        .isFalse();
    assertThat(problems).noneMatch(problem -> problem.problem().contains("cannot be checked"));
    valid += problems.isEmpty() ? 1 : 0;
    decided += isSure ? 1 : 0;
  }

  @AfterProperty
  void decidesSomethingAtAll() {
    System.out.println("of random events: " + valid + " valid, " + decided + " decided alone");
    assertThat(decided).isPositive().isLessThanOrEqualTo(valid);
  }
}
