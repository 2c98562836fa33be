package dev.eventlogger.intake.policy;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** When a rule ends. Immutable. */
public final class Until {

  // Not a record: it is only written as a text, never as a mapping of components.
  private final Instant end;

  private Until(Instant end) {
    this.end = end;
  }

  /**
   * Reads an RFC 3339 time.
   *
   * @throws IllegalArgumentException if the text is not a time, or has no offset
   */
  public static Until parse(String text) {
    try {
      return new Until(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "must be a time with its offset, such as 2026-12-01T00:00:00Z, not \"" + text + '"', e);
    }
  }

  /** Whether the end has been reached; true at the very instant. */
  boolean isOver(Clock clock) {
    return clock.millis() >= end.toEpochMilli();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Until that && end.equals(that.end);
  }

  @Override
  public int hashCode() {
    return end.hashCode();
  }

  @Override
  public String toString() {
    return end.toString();
  }
}
