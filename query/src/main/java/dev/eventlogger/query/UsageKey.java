package dev.eventlogger.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the events of one row have in common. */
record UsageKey(@Nullable Instant bucket, @Nullable String value, @Nullable String thenValue) {}
