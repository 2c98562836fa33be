package dev.eventlogger.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Makes something of a record's bytes.
 *
 * @param <T> what is made
 */
@FunctionalInterface
public interface RecordDecoder<T> {

  /** Knows nothing of when a record was made. */
  static RecordDecoder<Optional<Instant>> timeless() {
    return (bytes, offset, length) -> Optional.empty();
  }

  /**
   * Makes something of a record, which may keep the array: it is not written again.
   *
   * @param bytes holds the record, and others beside it
   */
  T decode(byte[] bytes, int offset, int length);
}
