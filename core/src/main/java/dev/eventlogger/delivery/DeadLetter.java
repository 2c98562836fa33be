package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.time.Instant;

/**
 * An event that was refused for good.
 *
 * @param log the log that took it
 * @param reason in the destination's words
 * @param attempts how often it was sent, at least 1
 * @param firstAt when it was sent first
 * @param lastAt when it was refused
 */
record DeadLetter(
    Event event, String log, String reason, int attempts, Instant firstAt, Instant lastAt) {}
