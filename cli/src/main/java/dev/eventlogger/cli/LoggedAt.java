package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** When a record of a journal was logged. */
final class LoggedAt {

  private static final int RANDOM_BITS = 16;

  private LoggedAt() {}

  /**
   * An event's own time may be any; its id, if it was made here, says when it was logged. Empty if
   * the record is no event.
   */
  static Optional<Instant> of(byte[] bytes, int offset, int length) {
    try {
      Event event = Event.ofCanonical(bytes, offset, length);
      UUID id = event.id();
      return Optional.of(
          id.version() == 7
              ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> RANDOM_BITS)
              : event.createdAt());
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
