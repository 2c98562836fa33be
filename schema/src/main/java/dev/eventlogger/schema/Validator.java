package dev.eventlogger.schema;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Problem;
import dev.eventlogger.schema.SchemaSettings.Validation;
import dev.eventlogger.schema.registry.EventSchema;
import dev.eventlogger.schema.registry.EventSchema.Answer;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks data against its schema: by the compiled check if that can decide, else in full; a random
 * sample of what it decides is checked in full too. Thread-safe.
 */
final class Validator {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.schema");

  /** One answer of the compiled check in this many is verified. */
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
   * @param sampling whether to verify an answer of the compiled check
   */
  Validator(Validation mode, BooleanSupplier sampling) {
    this.mode = mode;
    this.sampling = sampling;
  }

  /** True at random, once in 4,096 times. */
  static boolean isSampled() {
    return ThreadLocalRandom.current().nextInt(SAMPLED) == 0;
  }

  /**
   * Checks data.
   *
   * @param data the application's own values
   * @param json the calling thread's, overwritten here
   * @return the problems with their places in the event, without values of the data; empty if it is
   *     valid
   */
  List<Problem> problems(
      EventSchema schema, EventDraft draft, Map<String, ?> data, CanonicalJson json) {
    if (mode == Validation.FAST && schema.surelyValid(data)) {
      surelyValid.increment();
      return sampling.getAsBoolean() ? again(schema, draft, data, json) : List.of();
    }
    inFull.increment();
    return inFull(schema, draft, data, json).problems();
  }

  private List<Problem> again(
      EventSchema schema, EventDraft draft, Map<String, ?> data, CanonicalJson json) {
    checkedAgain.increment();
    Answer answer = inFull(schema, draft, data, json);
    List<Problem> problems = answer.problems();
    if (!answer.isDecided()) {
      // What is too much for Vert.x need not be too much for the other check; and data that cannot
      // be written is refused then, whatever its schema says.
      return List.of();
    }
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

  /** Checks what would be written, where instants are text, for instance. */
  private static Answer inFull(
      EventSchema schema, EventDraft draft, Map<String, ?> data, CanonicalJson json) {
    @Nullable Problem unwritable = json.write(draft, Map.of(), data);
    if (unwritable != null) {
      return new Answer(List.of(unwritable), false);
    }
    try {
      Answer answer = schema.check(Event.ofCanonical(json.toByteArray(), 0, json.length()).data());
      List<Problem> problems = answer.problems();
      return problems.isEmpty()
          ? answer
          : new Answer(
              problems.stream().map(problem -> problem.within("/event_data")).toList(),
              answer.isDecided());
    } catch (OutOfMemoryError e) {
      Problem problem = new Problem("/event_data", "takes too much memory to check");
      return new Answer(List.of(problem), false);
    }
  }

  ValidationCounts counts() {
    return new ValidationCounts(
        surelyValid.sum(), inFull.sum(), checkedAgain.sum(), disagreements.sum());
  }
}
