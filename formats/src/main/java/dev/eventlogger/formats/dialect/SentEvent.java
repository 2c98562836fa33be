package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.Reading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event as a client sent it. Everything in its draft is what the client says: whether its user
 * or its context are believed is for whoever takes it.
 *
 * @param reading what it is, or why it is none. The time of a draft is corrected where the client
 *     said when it sent the request; a draft has no id to keep
 * @param sourceId the client's own id of the event, the same when it sends it again; null if it has
 *     none
 * @param time when it happened by the client's own clock, the same when it sends it again; null if
 *     it does not say
 */
public record SentEvent(Reading reading, @Nullable String sourceId, @Nullable Instant time) {}
