package dev.eventlogger.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Turns a record's bytes into something else.
 *
 * @param <T> the result
 */
@FunctionalInterface
public interface RecordDecoder<T> {

  /** A decoder that knows no record's time. */
  static RecordDecoder<Optional<Instant>> timeless() {
    return (bytes, offset, length) -> Optional.empty();
  }

  /**
   * Decodes a record. May keep the array, which is not written to again.
   *
   * @param bytes holds the record, and others beside it
   */
  T decode(byte[] bytes, int offset, int length);
}
