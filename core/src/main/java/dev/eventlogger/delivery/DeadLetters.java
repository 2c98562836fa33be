package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;

/** Where events go that a destination refuses for good. Used by the log's thread. */
interface DeadLetters {

  /**
   * Keeps an event.
   *
   * @param reason in the destination's words
   * @param attempts how often it was sent
   */
  void add(Event event, String reason, int attempts);
}
