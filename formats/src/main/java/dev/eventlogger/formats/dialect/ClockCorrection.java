package dev.eventlogger.formats.dialect;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By how much a client's clock is wrong: it said when it sent the request, and it is known when
 * that came. The time on the way counts as wrong, which is less than most clocks are.
 *
 * @param shift what is added to the client's times
 */
record ClockCorrection(Duration shift) {

  /** For a client that does not say when it sent the request. */
  static final ClockCorrection NONE = new ClockCorrection(Duration.ZERO);

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /** None if the client does not say. */
  static ClockCorrection of(SentRequest request, @Nullable Instant sentAt) {
    return sentAt == null
        ? NONE
        : new ClockCorrection(Duration.between(sentAt, request.receivedAt()));
  }

  /** The time by the right clock; as it is where that would be none that an event can have. */
  Instant apply(Instant time) {
    try {
      Instant corrected = time.plus(shift);
      return corrected.isBefore(FIRST) || corrected.isAfter(LAST) ? time : corrected;
    } catch (DateTimeException | ArithmeticException e) {
      return time;
    }
  }
}
