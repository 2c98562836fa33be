package dev.eventlogger.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One count; see {@link UsageQuery}.
 *
 * @param bucket the start of the span of time; null if it was not asked for
 * @param value the text of the field's value; null if it was not asked for, or is not there
 * @param events how many events
 * @param users how many different users, without the anonymous
 */
public record UsageRow(@Nullable Instant bucket, @Nullable String value, long events, long users) {}
