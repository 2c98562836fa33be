package dev.eventlogger.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.InvalidReason;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.intake.Intake;
import dev.eventlogger.intake.Workspace;
import dev.eventlogger.schema.SchemaSettings.Validation;
import dev.eventlogger.schema.registry.OnBadSchema;
import dev.eventlogger.schema.registry.SchemaRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

class ValidatorTest {

  private static final String SCHEMA =
      """
      $id: https://example.org/run
      version: 1
      properties: {rows: {type: integer}, at: {type: string, format: date-time}}
      """;

  private Schemas schemas;
  private Intake intake;

  @Test
  void decidesAloneWhereItIsSureAndElseAsks() {
    open(Validation.FAST, () -> false);

    assertThat(take(Map.of("rows", 1)).isAccepted()).isTrue();
    assertThat(take(Map.of("rows", "x"))).isInstanceOf(Outcome.Invalid.class);

    assertThat(schemas.validations()).isEqualTo(new ValidationCounts(1, 1, 0, 0));
  }

  @Test
  void asksAboutEveryEventIfStrict() {
    open(Validation.STRICT, () -> true);

    assertThat(take(Map.of("rows", 1)).isAccepted()).isTrue();

    assertThat(schemas.validations()).isEqualTo(new ValidationCounts(0, 1, 0, 0));
  }

  @Test
  void asksAgainAboutASampleOfWhatItWasSureOf() {
    open(Validation.FAST, () -> true);

    assertThat(take(Map.of("rows", 1)).isAccepted()).isTrue();

    assertThat(schemas.validations()).isEqualTo(new ValidationCounts(1, 0, 1, 0));
  }

  @Test
  void refusesAndReportsWhatItWasWrongAbout() {
    // Simulates a fault in the compiled check: the data becomes invalid between the two checks.
    Map<String, Object> data = new HashMap<>(Map.of("rows", 1));
    open(Validation.FAST, () -> data.put("rows", "s3cret") != null);
    StringBuilder said = new StringBuilder();
    Logger logger = Logger.getLogger("dev.eventlogger.schema");
    Handler handler = handler(said);
    logger.addHandler(handler);

    Outcome outcome = take(data);
    logger.removeHandler(handler);

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Invalid(
                InvalidReason.VIOLATES_SCHEMA,
                new SchemaRef("https://example.org/run", "1"),
                List.of(new Problem("/event_data/rows", "must be of type \"integer\""))));
    assertThat(schemas.validations()).isEqualTo(new ValidationCounts(1, 0, 1, 1));
    assertThat(said.toString())
        .contains("the compiled check of schema https://example.org/run version 1 took an event")
        .contains("EVENT_SCHEMAS.validation: strict avoids it")
        .doesNotContain("s3cret");
  }

  @Test
  void hasNotBeenWrongAboutWhatCannotBeWritten() {
    open(Validation.FAST, () -> true);

    assertThat(take(Map.of("undescribed", new Object()))).isInstanceOf(Outcome.Invalid.class);
    assertThat(take(Map.of("undescribed", new Object(), "rows", "x")))
        .isInstanceOf(Outcome.Invalid.class);

    assertThat(schemas.validations()).isEqualTo(new ValidationCounts(1, 1, 1, 0));
  }

  @Test
  void checksValuesAsTheyWouldBeWritten() {
    open(Validation.STRICT, () -> false);

    assertThat(take(Map.of("at", Instant.EPOCH)).isAccepted()).isTrue();
    assertThat(take(Map.of("at", "yesterday"))).isInstanceOf(Outcome.Invalid.class);
  }

  private void open(Validation validation, BooleanSupplier sampling) {
    SchemaSettings settings =
        new SchemaSettings(
            List.of(),
            SchemaRules.DEFAULT,
            OnBadSchema.FAIL,
            validation,
            null,
            SchemaSettings.OnInvalid.REJECT,
            null,
            null);
    schemas = new Schemas(settings, sampling);
    schemas.registry().registerText("run.yaml", SCHEMA);
    intake = Intake.onlyChecking(schemas);
  }

  private Outcome take(Map<String, ?> data) {
    EventDraft draft = EventDraft.of(new SchemaRef("https://example.org/run", "1")).data(data);
    Outcome refusal = intake.take(draft, Map.of(), 1, new Workspace());
    return refusal == null ? Outcome.Accepted.ACCEPTED : refusal;
  }

  private static Handler handler(StringBuilder said) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        said.append(new SimpleFormatter().formatMessage(record));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
