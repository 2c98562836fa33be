package dev.eventlogger.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of an outbox. Waiting events were counted a moment ago, or longer ago where counting
 * takes time.
 *
 * @param waiting committed events that wait for their logs, from whichever process
 * @param oldest when the event that has waited longest was logged; null if none waits, or if its id
 *     does not say
 * @param relayed events that this process took to their logs since it opened the outbox
 * @param failed rows that are set aside, since they do not hold an event
 * @param unclaimed how many of the waiting events are for logs that are not configured here
 * @param problem why nothing is taken out of it at present; null if nothing prevents it
 */
public record OutboxState(
    long waiting,
    @Nullable Instant oldest,
    long relayed,
    long failed,
    long unclaimed,
    @Nullable String problem) {}
