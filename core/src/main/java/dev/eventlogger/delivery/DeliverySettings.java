package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How events wait for their sink: {@code EVENT_DELIVERY}, and {@code delivery} of a single log.
 *
 * @param queueEvents how many events may wait; default 100,000
 * @param queueBytes how many bytes of JSON may wait; default 64 MiB
 * @param batchSize most events in a batch; default 500
 * @param batchBytes most bytes of JSON in a batch, but for an event that is larger; default 1 MiB
 * @param linger longest time an event waits for its batch to fill; default 1 s
 * @param onFull what happens to an event that finds the queue full; default {@code drop-newest}
 * @param closeTimeout how long closing waits for what is still in the queue; default 10 s
 * @param retry how a batch is sent again
 * @param deadLetters folder for events that are refused for good; without it they are only reported
 * @param callTimeout how long a call of the sink may take before it is interrupted; default 60 s
 */
public record DeliverySettings(
    Integer queueEvents,
    Long queueBytes,
    Integer batchSize,
    Integer batchBytes,
    Duration linger,
    OnFull onFull,
    Duration closeTimeout,
    RetryPolicy retry,
    @Nullable Path deadLetters,
    Duration callTimeout) {

  private static final Duration LONGEST = Duration.ofDays(1);

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public DeliverySettings {
    queueEvents = requireNonNullElse(queueEvents, 100_000);
    queueBytes = requireNonNullElse(queueBytes, 64L * 1024 * 1024);
    batchSize = requireNonNullElse(batchSize, 500);
    batchBytes = requireNonNullElse(batchBytes, 1024 * 1024);
    linger = requireNonNullElse(linger, Duration.ofSeconds(1));
    onFull = requireNonNullElse(onFull, OnFull.DROP_NEWEST);
    closeTimeout = requireNonNullElse(closeTimeout, Duration.ofSeconds(10));
    retry = requireNonNullElse(retry, new RetryPolicy(null, null));
    callTimeout = requireNonNullElse(callTimeout, Duration.ofSeconds(60));
    requirePositive(queueEvents, "queue_events");
    requirePositive(queueBytes, "queue_bytes");
    requirePositive(batchSize, "batch_size");
    requirePositive(batchBytes, "batch_bytes");
    requireAtMostADay(linger, "linger");
    requireAtMostADay(closeTimeout, "close_timeout");
    requireAtMostADay(callTimeout, "call_timeout");
    requirePositive(callTimeout.toMillis(), "call_timeout");
    if (batchSize > queueEvents) {
      throw new IllegalArgumentException(
          "batch_size must not be more than queue_events, " + queueEvents);
    }
  }

  private static void requirePositive(long value, String setting) {
    if (value <= 0) {
      throw new IllegalArgumentException(setting + " must be more than 0");
    }
  }

  private static void requireAtMostADay(Duration value, String setting) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(setting + " must be between 0s and 1d");
    }
  }
}
