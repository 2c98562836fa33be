package dev.eventlogger.spi;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Event;

/**
 * An event that the destination refuses for good. It becomes a dead letter.
 *
 * @param event one of the batch
 * @param reason why, in the sink's words; without values of the event, which a server's message may
 *     quote
 */
public record Rejected(Event event, String reason) {
  public Rejected {
    requireNonNull(event, "event");
    requireNonNull(reason, "reason");
  }
}
