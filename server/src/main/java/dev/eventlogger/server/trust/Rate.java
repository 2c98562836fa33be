package dev.eventlogger.server.trust;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;

/**
 * How many requests are allowed.
 *
 * @param requestsPerSecond requests a second in the long run; default 100
 * @param burst requests at once; default twice the requests of a second, at least 1
 */
public record Rate(Double requestsPerSecond, Integer burst) {

  private static final double MOST = 1_000_000;

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public Rate {
    requestsPerSecond = requireNonNullElse(requestsPerSecond, 100.0);
    burst = requireNonNullElse(burst, (int) Math.max(1, Math.min(MOST, 2 * requestsPerSecond)));
    new Requirements()
        .that(
            requestsPerSecond > 0 && requestsPerSecond <= MOST,
            "requests_per_second",
            "must be more than 0, and at most " + (int) MOST)
        .that(burst >= 1 && burst <= MOST, "burst", "must be from 1 to " + (int) MOST)
        .orThrow();
  }

  /** A rate with the default burst. */
  @SuppressWarnings("NullAway") // an absent burst takes its default
  public static Rate of(double requestsPerSecond) {
    return new Rate(requestsPerSecond, null);
  }
}
