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
 * Brings events that are kept elsewhere, such as in a topic, to some logs. It says when the logs
 * have delivered them or written them as dead letters, so that whoever keeps them knows when they
 * are no longer needed. For one thread.
 *
 * <p>Events are not filtered again, neither by the policy nor by a log's {@code when}.
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

  /** What a draft became: an event, or a list of what is wrong with it. */
  public sealed interface Made {
    /** An event that can be shipped. */
    record Whole(Event event) implements Made {}

    /**
     * No event.
     *
     * @param hasSchema whether the draft names a schema, so that nothing of it but {@code kept} may
     *     be kept
     * @param kept what may be kept of it, redacted; null if nothing may
     */
    record Refused(List<Problem> problems, boolean hasSchema, @Nullable Event kept)
        implements Made {
      public Refused {
        problems = List.copyOf(problems);
      }

      /** For what could not be read as a draft at all. */
      public Refused(List<Problem> problems) {
        this(problems, false, null);
      }
    }
  }

  /**
   * Makes an event from an outside draft as logging does. Checks its data against the schema that
   * it names, and redacts it. A draft without an id gets one. Failures that are not the draft's
   * fault, such as an {@link OutOfMemoryError}, are thrown.
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

  /** Makes an event again from a draft that an event logger has already checked and redacted. */
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
   * @param events made by {@link #make}, or for which {@link Event#isCanonical} is true
   */
  public Shipment ship(List<Event> events) {
    return delivery.ship(events, logs);
  }

  /**
   * Keeps what is not an event as a dead letter, and counts it in the ledger. It is on disk when
   * this returns.
   *
   * @param record an event that says what was found, and where
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
