package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Tells when a record of a journal was logged. */
final class LoggedAt {

  private static final int RANDOM_BITS = 16;

  private LoggedAt() {}

  /**
   * When the event was logged: by its id if that was made here, and otherwise by its own time,
   * which may be any. Empty if the record is no event.
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
