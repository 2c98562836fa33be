package dev.eventlogger.cli.demo;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What to generate. Equal plans make the same events, including ids and times.
 *
 * @param events how many
 * @param days over how many days, up to {@code until}
 * @param seed which of all possible months
 * @param until the end, exclusive; truncated to seconds
 */
public record DemoPlan(int events, int days, long seed, Instant until) {

  private static final int MOST_EVENTS = 10_000_000;
  private static final int MOST_DAYS = 366;

  public DemoPlan {
    requireBetween("--events", events, 1, MOST_EVENTS);
    requireBetween("--days", days, 1, MOST_DAYS);
    until = requireNonNull(until, "until").truncatedTo(ChronoUnit.SECONDS);
  }

  /** The earliest time of an event. */
  public Instant since() {
    return until.minus(Duration.ofDays(days));
  }

  private static void requireBetween(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          option + ": must be from " + least + " to " + most + ", not " + value);
    }
  }
}
