package dev.eventlogger.formats.dialect;

import java.time.Duration;
import java.util.Map;

/** Answers that several dialects share. */
public final class Answers {

  private Answers() {}

  /** {@code {"error": …}} with the status of a refusal, and when to try again. */
  public static Answer error(Refusal refusal) {
    return withRetryAfter(
        Answer.json(refusal.status(), Map.of("error", refusal.reason())), refusal);
  }

  /** The same answer, with {@code Retry-After} in seconds (RFC 9110, 10.2.3) if that is known. */
  public static Answer withRetryAfter(Answer answer, Refusal refusal) {
    Duration retryAfter = refusal.retryAfter();
    if (retryAfter == null) {
      return answer;
    }
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return answer.with("Retry-After", Long.toString(seconds));
  }
}
