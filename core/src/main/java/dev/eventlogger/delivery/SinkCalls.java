package dev.eventlogger.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one log's sink.
 *
 * @param count calls that returned or threw
 * @param time how long they took, together
 * @param stuckSince when the current call began, if it has taken longer than {@code call_timeout};
 *     null if there is none
 */
public record SinkCalls(long count, Duration time, @Nullable Instant stuckSince) {}
