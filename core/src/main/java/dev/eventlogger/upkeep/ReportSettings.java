package dev.eventlogger.upkeep;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an event logger reports its own state: {@code EVENT_REPORTS}.
 *
 * @param every how often; default 5 minutes, {@code 0s} for never
 * @param log the log that gets the reports; null for the first whose sink can be read
 */
public record ReportSettings(Duration every, @Nullable String log) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public ReportSettings {
    every = requireNonNullElse(every, Duration.ofMinutes(5));
    new Requirements()
        .that(
            every.isZero() || (every.compareTo(SHORTEST) >= 0 && every.compareTo(LONGEST) <= 0),
            "every",
            "must be between 1s and 1d, or 0s for no reports")
        .orThrow();
  }
}
