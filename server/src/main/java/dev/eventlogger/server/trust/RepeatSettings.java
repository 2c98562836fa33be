package dev.eventlogger.server.trust;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.time.Duration;

/**
 * How long the server remembers which events it has taken: {@code EVENT_SERVER.dedupe_window}.
 *
 * @param entries most events that are remembered; default 100,000; 0 for none
 * @param age how long an event is remembered; default 10 min
 */
public record RepeatSettings(Integer entries, Duration age) {

  /** The defaults. */
  public static final RepeatSettings DEFAULT = new RepeatSettings(100_000, Duration.ofMinutes(10));

  private static final int MOST = 10_000_000;

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public RepeatSettings {
    entries = requireNonNullElse(entries, 100_000);
    age = requireNonNullElse(age, Duration.ofMinutes(10));
    new Requirements()
        .that(entries >= 0 && entries <= MOST, "entries", "must be from 0 to " + MOST)
        .that(
            !age.isNegative() && age.compareTo(Duration.ofDays(1)) <= 0,
            "age",
            "must be between 0s and 1d")
        .orThrow();
  }
}
