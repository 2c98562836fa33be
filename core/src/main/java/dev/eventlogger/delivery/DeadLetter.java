package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Event;
import java.time.Instant;

/**
 * An event that was refused for good.
 *
 * @param event as it was sent
 * @param log the log that took it
 * @param reason why it was refused
 * @param attempts how often it was sent, at least 1
 * @param firstAt when it was first sent
 * @param lastAt when it was refused
 */
public record DeadLetter(
    Event event, String log, String reason, int attempts, Instant firstAt, Instant lastAt) {
  public DeadLetter {
    requireNonNull(event, "event");
    requireNonNull(log, "log");
    requireNonNull(reason, "reason");
    requireNonNull(firstAt, "firstAt");
    requireNonNull(lastAt, "lastAt");
  }
}
