package dev.eventlogger.formats.dialect;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far off a client's clock is: the client says when it sent the request, and the server knows
 * when it arrived. The time in transit counts as an error too, but is less than most clocks are off
 * by.
 *
 * @param shift what is added to the client's times
 */
record ClockCorrection(Duration shift) {

  /** For a client that does not say when it sent the request. */
  static final ClockCorrection NONE = new ClockCorrection(Duration.ZERO);

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /** The correction for a client; none if it does not say when it sent the request. */
  static ClockCorrection of(SentRequest request, @Nullable Instant sentAt) {
    return sentAt == null
        ? NONE
        : new ClockCorrection(Duration.between(sentAt, request.receivedAt()));
  }

  /** The corrected time; unchanged if the result would be no valid time of an event. */
  Instant apply(Instant time) {
    try {
      Instant corrected = time.plus(shift);
      return corrected.isBefore(FIRST) || corrected.isAfter(LAST) ? time : corrected;
    } catch (DateTimeException | ArithmeticException e) {
      return time;
    }
  }
}
