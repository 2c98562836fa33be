package dev.eventlogger.server.reading;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.time.Duration;

/**
 * Limits on reading logs: {@code EVENT_SERVER.reading}.
 *
 * @param timeout how long one answer may take before it is cancelled and answered with 504; default
 *     30 s
 * @param threads most questions that are answered at a time; default 8. Half as many files are
 *     written in addition
 */
public record ReadingSettings(Duration timeout, Integer threads) {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_THREADS = 1_000;

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public ReadingSettings {
    timeout = requireNonNullElse(timeout, Duration.ofSeconds(30));
    threads = requireNonNullElse(threads, 8);
    new Requirements()
        .that(
            timeout.toMillis() >= 1 && timeout.compareTo(LONGEST) <= 0,
            "timeout",
            "must be from 1ms to 1h")
        .that(
            threads > 0 && threads <= MOST_THREADS, "threads", "must be from 1 to " + MOST_THREADS)
        .orThrow();
  }

  /** The defaults. */
  @SuppressWarnings("NullAway") // absent settings take their defaults
  public static ReadingSettings defaults() {
    return new ReadingSettings(null, null);
  }
}
