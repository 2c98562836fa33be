package dev.eventlogger;

import dev.eventlogger.delivery.Delivery;
import dev.eventlogger.delivery.Shipment;
import dev.eventlogger.delivery.UnreadableRecords;
import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.intake.Intake;
import dev.eventlogger.intake.Workspace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings events to some logs that are kept elsewhere, such as in a topic, until these logs have
 * delivered or buried them; so whoever keeps them knows when they are not needed any more. For one
 * thread.
 *
 * <p>Nothing decides anew whether an event is wanted: neither the policy nor a log's {@code when}.
 */
public final class Relay implements AutoCloseable {

  private final Delivery delivery;
  private final Intake intake;
  private final long logs;
  private final UnreadableRecords unreadable;
  private final Workspace workspace = new Workspace();

  Relay(Delivery delivery, Intake intake, long logs) {
    this.delivery = delivery;
    this.intake = intake;
    this.logs = logs;
    unreadable = delivery.unreadableRecords(logs);
  }

  /** What came of a draft: an event, or what is wrong with it. */
  public sealed interface Made {
    /** An event, that can be shipped. */
    record Whole(Event event) implements Made {}

    /**
     * No event.
     *
     * @param hasSchema whether it names a schema, so that no more of it may be kept as it came
     * @param kept what may be kept of it, redacted; null if nothing may
     */
    record Refused(List<Problem> problems, boolean hasSchema, @Nullable Event kept)
        implements Made {
      public Refused {
        problems = List.copyOf(problems);
      }

      /** What could not be read as a draft at all. */
      public Refused(List<Problem> problems) {
        this(problems, false, null);
      }
    }
  }

  /**
   * Makes an event of a draft from outside as logging does: checks its data against the schema that
   * it names, and redacts it. A draft without an id gets one. Throws what is no fault of the draft,
   * such as an {@link OutOfMemoryError}.
   */
  public Made make(EventDraft draft) {
    Outcome refusal = intake.takeOrThrow(draft, Map.of(), 1, workspace);
    try {
      if (refusal == null) {
        return new Made.Whole(written());
      }
      return new Made.Refused(
          refusal instanceof Outcome.Invalid invalid
              ? invalid.problems()
              : List.of(new Problem("", "is not taken: " + refusal)),
          draft.schema() != null,
          workspace.isToBeKept() ? written() : null);
    } finally {
      workspace.clear();
    }
  }

  private Event written() {
    byte[] json = workspace.json().toByteArray();
    return Event.ofCanonical(json, 0, json.length);
  }

  /** Makes an event again of a draft that an event logger has checked and redacted before. */
  public Made remake(EventDraft draft) {
    CanonicalJson json = new CanonicalJson();
    Problem problem = json.write(draft, Map.of());
    return problem == null
        ? new Made.Whole(Event.ofCanonical(json.toByteArray(), 0, json.length()))
        : new Made.Refused(List.of(problem), draft.schema() != null, null);
  }

  /**
   * Begins to bring events to the logs.
   *
   * @param events such as {@link #make} has made, or of which {@link Event#isCanonical} is true
   */
  public Shipment ship(List<Event> events) {
    return delivery.ship(events, logs);
  }

  /**
   * Keeps what is no event as a dead letter, which is on disk when this returns, and enters it into
   * the ledger.
   *
   * @param record an event that says what it was, and where
   */
  public void bury(Event record, List<Problem> problems) throws IOException {
    List<String> words = problems.stream().map(Problem::toString).toList();
    unreadable.bury(record, String.join("; ", words));
    delivery.count(null, new Outcome.Invalid(problems));
  }

  @Override
  public void close() throws IOException {
    unreadable.close();
  }
}
