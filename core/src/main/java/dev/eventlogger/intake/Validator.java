package dev.eventlogger.intake;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Problem;
import dev.eventlogger.intake.SchemaSettings.Validation;
import dev.eventlogger.intake.schema.EventSchema;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks data against its schema: by the compiled check if that is sure, else in full; and, by
 * chance, in full although it was sure. Thread-safe.
 */
final class Validator {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.intake");

  /** One in so many answers of the compiled check is checked. */
  private static final int SAMPLED = 4096;

  private final Validation mode;
  private final BooleanSupplier sampling;
  private final LongAdder surelyValid = new LongAdder();
  private final LongAdder inFull = new LongAdder();
  private final LongAdder checkedAgain = new LongAdder();
  private final LongAdder disagreements = new LongAdder();

  /**
   * A validator.
   *
   * @param sampling whether to check an answer of the compiled check
   */
  Validator(Validation mode, BooleanSupplier sampling) {
    this.mode = mode;
    this.sampling = sampling;
  }

  /** By chance, once in 4,096 times. */
  static boolean isSampled() {
    return ThreadLocalRandom.current().nextInt(SAMPLED) == 0;
  }

  /**
   * Checks data.
   *
   * @param data the application's own values
   * @param json the calling thread's, overwritten here
   * @return what is wrong, at places in the event, without values of the data; empty if it is valid
   */
  List<Problem> problems(
      EventSchema schema, EventDraft draft, Map<String, ?> data, CanonicalJson json) {
    if (mode == Validation.FAST && schema.surelyValid(data)) {
      surelyValid.increment();
      return sampling.getAsBoolean() ? again(schema, draft, data, json) : List.of();
    }
    inFull.increment();
    return inFull(schema, draft, data, json);
  }

  private List<Problem> again(
      EventSchema schema, EventDraft draft, Map<String, ?> data, CanonicalJson json) {
    checkedAgain.increment();
    List<Problem> problems = inFull(schema, draft, data, json);
    if (!problems.isEmpty()) {
      disagreements.increment();
      LOG.log(
          Level.ERROR,
          "the compiled check of schema "
              + schema.ref()
              + " took an event for valid that is not: "
              + problems
              + "; please report the schema. Until then, EVENT_SCHEMAS.validation: strict avoids it");
    }
    return problems;
  }

  /** What is checked is what would be written: instants are text there, and so on. */
  private static List<Problem> inFull(
      EventSchema schema, EventDraft draft, Map<String, ?> data, CanonicalJson json) {
    @Nullable Problem unwritable = json.write(draft, Map.of(), data);
    if (unwritable != null) {
      return List.of(unwritable);
    }
    List<Problem> problems =
        schema.validate(Event.ofCanonical(json.toByteArray(), 0, json.length()).data());
    return problems.isEmpty()
        ? problems
        : problems.stream().map(problem -> problem.within("/event_data")).toList();
  }

  ValidationCounts counts() {
    return new ValidationCounts(
        surelyValid.sum(), inFull.sum(), checkedAgain.sum(), disagreements.sum());
  }
}
