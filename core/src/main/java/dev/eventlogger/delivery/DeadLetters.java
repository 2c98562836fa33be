package dev.eventlogger.delivery;

import java.io.IOException;

/**
 * Where the events of one log go that its destination refuses for good. Used by the log's thread.
 */
interface DeadLetters extends AutoCloseable {

  /**
   * Keeps an event.
   *
   * @throws IOException if that is not possible now; the event is still to be kept
   */
  void add(DeadLetter letter) throws IOException;

  @Override
  default void close() throws IOException {}
}
