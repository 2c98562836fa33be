package dev.eventlogger.intake;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import java.util.List;
import java.util.Map;

/**
 * What happens to a draft on the caller's thread: is it wanted, and by which logs; is it right; and
 * its one serialisation. Thread-safe.
 */
public final class Intake {

  private static final Outcome NO_LOG_WANTS_IT = new Outcome.Filtered("when");

  private final Router router;

  /** An intake in front of the logs that a router knows. */
  public Intake(Router router) {
    this.router = requireNonNull(router, "router");
  }

  /**
   * Takes a draft in, and hands its canonical JSON on if a log wants it.
   *
   * @param surrounding context from elsewhere, already nested
   * @param logs the logs to ask
   * @param json the calling thread's
   * @param next what takes the event from here
   */
  public Outcome take(
      EventDraft draft, Map<String, ?> surrounding, long logs, CanonicalJson json, Next next) {
    long wanted = router.route(draft, surrounding, logs);
    if (wanted == 0) {
      return NO_LOG_WANTS_IT;
    }
    Problem problem = json.write(draft, surrounding);
    if (problem != null) {
      return new Outcome.Invalid(List.of(problem));
    }
    return next.offer(wanted, json.buffer(), json.length());
  }

  /** Where an event goes from here. */
  public interface Next {
    /**
     * Takes an event.
     *
     * @param wanted the logs that want it
     * @param bytes the canonical JSON, valid during this call only
     */
    Outcome offer(long wanted, byte[] bytes, int length);
  }
}
