package dev.eventlogger.journal;

/**
 * Makes something of a record's bytes.
 *
 * @param <T> what is made
 */
@FunctionalInterface
public interface RecordDecoder<T> {

  /**
   * Makes something of a record, which may keep the array: it is not written again.
   *
   * @param bytes holds the record, and others beside it
   */
  T decode(byte[] bytes, int offset, int length);
}
