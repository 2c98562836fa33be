package dev.eventlogger.query;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts by the days, weeks and months of a time zone. Stores count by those of UTC, and such
 * counts cannot be combined, since they do not say which users are in both; so each span is a
 * question of its own. Immutable.
 */
public final class Spans {

  private static final int MOST = 1_000;

  private final ZoneId zone;

  /** Spans of a time zone. */
  public Spans(ZoneId zone) {
    this.zone = zone;
  }

  /** The start of the span that a time is in. */
  public Instant start(Bucket bucket, Instant time) {
    LocalDate date = LocalDate.ofInstant(time, zone);
    return switch (bucket) {
      case MINUTE, HOUR -> bucket.start(time);
      case DAY -> midnight(date);
      case WEEK -> midnight(date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      case MONTH -> midnight(date.withDayOfMonth(1));
    };
  }

  /** The start of the span after the one that starts at the given time. */
  public Instant next(Bucket bucket, Instant start) {
    LocalDate date = LocalDate.ofInstant(start, zone);
    return switch (bucket) {
      case MINUTE, HOUR -> bucket.next(start);
      case DAY -> midnight(date.plusDays(1));
      case WEEK -> midnight(date.plusWeeks(1));
      case MONTH -> midnight(date.plusMonths(1));
    };
  }

  /** How many spans lie between two that start then; 0 if one follows the other. */
  public long between(Bucket bucket, Instant first, Instant last) {
    ChronoUnit unit =
        switch (bucket) {
          case MINUTE -> ChronoUnit.MINUTES;
          case HOUR -> ChronoUnit.HOURS;
          case DAY -> ChronoUnit.DAYS;
          case WEEK -> ChronoUnit.WEEKS;
          case MONTH -> ChronoUnit.MONTHS;
        };
    return Math.max(0, unit.between(first.atZone(zone), last.atZone(zone)) - 1);
  }

  private Instant midnight(LocalDate date) {
    return date.atStartOfDay(zone).toInstant();
  }

  /**
   * A store's answer, by the spans of this zone.
   *
   * @throws UnsupportedQueryException also if too many spans have events
   */
  public List<UsageRow> count(EventStore store, UsageQuery query, Cancellation cancellation) {
    Bucket bucket = query.bucket();
    if (bucket == null || bucket.compareTo(Bucket.DAY) < 0 || zone.equals(ZoneOffset.UTC)) {
      return store.usage(query, cancellation);
    }
    List<UsageRow> rows = new ArrayList<>();
    for (Instant start : starts(store, query.filter(), bucket, cancellation)) {
      EventFilter in = within(query.filter(), start, next(bucket, start));
      for (UsageRow row : store.usage(query.within(in), cancellation)) {
        if (row.events() > 0) {
          rows.add(row.in(start));
        }
      }
      if (rows.size() > UsageQuery.MOST_ROWS) {
        throw UsageQuery.tooManyRows();
      }
    }
    return rows;
  }

  /** The starts of the spans in which there may be events. */
  private Set<Instant> starts(
      EventStore store, EventFilter filter, Bucket bucket, Cancellation cancellation) {
    Set<Instant> starts = new TreeSet<>();
    UsageQuery days = new UsageQuery(filter, Bucket.DAY, null, 1);
    for (UsageRow day : store.usage(days, cancellation)) {
      Instant begin = requireNonNull(day.bucket());
      starts.add(start(bucket, begin));
      starts.add(start(bucket, begin.plus(1, ChronoUnit.DAYS).minusNanos(1)));
    }
    if (starts.size() > MOST) {
      throw new UnsupportedQueryException(
          "there are more than "
              + MOST
              + " such spans of this time zone with events; ask for a shorter time or a longer span,"
              + " or for UTC");
    }
    return starts;
  }

  /** A span at the edge of the years that events can have may go beyond them, without events. */
  private static EventFilter within(EventFilter filter, Instant start, Instant end) {
    Instant since = filter.since();
    if ((since == null || since.isBefore(start)) && !start.isBefore(EventFilter.FIRST)) {
      since = start;
    }
    Instant until = filter.until();
    if ((until == null || until.isAfter(end)) && !end.isAfter(EventFilter.LAST)) {
      until = end;
    }
    boolean isEmpty = since != null && until != null && until.isBefore(since);
    return new EventFilter(since, isEmpty ? since : until, filter.conditions());
  }
}
