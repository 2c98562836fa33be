package dev.eventlogger.query;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** A span of time that events are counted by, in UTC. */
public enum Bucket {
  /** A minute. */
  MINUTE,
  /** An hour. */
  HOUR,
  /** A day. */
  DAY,
  /** A week, starting on Monday, as in ISO 8601. */
  WEEK,
  /** A month. */
  MONTH;

  /** The start of the bucket that a time is in. */
  public Instant start(Instant time) {
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    ZonedDateTime day = utc.truncatedTo(ChronoUnit.DAYS);
    ZonedDateTime start =
        switch (this) {
          case MINUTE -> utc.truncatedTo(ChronoUnit.MINUTES);
          case HOUR -> utc.truncatedTo(ChronoUnit.HOURS);
          case DAY -> day;
          case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case MONTH -> day.withDayOfMonth(1);
        };
    return start.toInstant();
  }

  /** The start of the bucket after the one that starts at the given time. */
  public Instant next(Instant start) {
    ZonedDateTime utc = start.atZone(ZoneOffset.UTC);
    ZonedDateTime next =
        switch (this) {
          case MINUTE -> utc.plusMinutes(1);
          case HOUR -> utc.plusHours(1);
          case DAY -> utc.plusDays(1);
          case WEEK -> utc.plusWeeks(1);
          case MONTH -> utc.plusMonths(1);
        };
    return next.toInstant();
  }
}
