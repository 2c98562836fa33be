package dev.eventlogger.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an outbox is. What waits was counted a moment ago, and longer ago where that takes time.
 *
 * @param waiting committed events that wait for their logs, from whichever process
 * @param oldest when the one was logged that has waited longest; null for none, or if its id does
 *     not say
 * @param relayed events that this process took to their logs since it opened the outbox
 * @param failed rows that are set aside, since they hold no event
 * @param unclaimed those of the waiting events that are for logs which are not configured here
 * @param problem why nothing is taken out of it at present; null if nothing is in the way
 */
public record OutboxState(
    long waiting,
    @Nullable Instant oldest,
    long relayed,
    long failed,
    long unclaimed,
    @Nullable String problem) {}
