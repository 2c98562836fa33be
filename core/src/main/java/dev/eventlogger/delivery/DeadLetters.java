package dev.eventlogger.delivery;

import java.io.IOException;

/** Where the events of one log go that its destination refuses for good. For the log's thread. */
interface DeadLetters extends AutoCloseable {

  /**
   * Keeps an event.
   *
   * @throws IOException if that is not possible now; the event must be offered again
   */
  void add(DeadLetter letter) throws IOException;

  @Override
  default void close() throws IOException {}
}
