package dev.eventlogger.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.nullsLast;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Measure;
import dev.eventlogger.query.PageKey;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes the right answers in the simplest way, for comparison with a store's. */
final class Reference {

  private static final Comparator<String> BY_CODE_POINT =
      (left, right) -> Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));
  private static final Comparator<UsageRow> MOST_FIRST =
      Comparator.comparingLong(UsageRow::events)
          .reversed()
          .thenComparing(UsageRow::value, nullsLast(BY_CODE_POINT))
          .thenComparing(UsageRow::thenValue, nullsLast(BY_CODE_POINT));

  private Reference() {}

  static List<Event> matching(Collection<Event> events, EventFilter filter) {
    return events.stream().filter(filter::matches).toList();
  }

  static EventPage find(Collection<Event> events, EventQuery query) {
    Comparator<PageKey> order = order(query.sort());
    PageKey after = query.afterKey();
    List<Event> found =
        matching(events, query.filter()).stream()
            .filter(event -> after == null || order.compare(key(event, query), after) > 0)
            .sorted(Comparator.comparing(event -> key(event, query), order))
            .limit(query.limit() + 1L)
            .toList();
    return EventPage.of(query, found);
  }

  private static PageKey key(Event event, EventQuery query) {
    return PageKey.of(event, query.sort());
  }

  /** An event without the field comes last in either direction. */
  private static Comparator<PageKey> order(Sort sort) {
    Comparator<Object> values = Reference::compare;
    Comparator<PageKey> ids = Comparator.comparing(key -> key.id().toString());
    Comparator<PageKey> byValue =
        Comparator.comparing(
            PageKey::value, nullsLast(sort.ascending() ? values : values.reversed()));
    return byValue.thenComparing(sort.ascending() ? ids : ids.reversed());
  }

  private static int compare(Object left, Object right) {
    if (left instanceof Instant time) {
      return time.compareTo((Instant) right);
    }
    if (left instanceof BigDecimal number) {
      return number.compareTo((BigDecimal) right);
    }
    return BY_CODE_POINT.compare((String) left, (String) right);
  }

  static List<UsageRow> usage(Collection<Event> events, UsageQuery query) {
    return usage(events, query, 0);
  }

  /**
   * Counts usage with percentiles that are off by some places.
   *
   * @param off how far from their places they are, as a fraction of all numbers, rounded away to
   *     the next number
   */
  static List<UsageRow> usage(Collection<Event> events, UsageQuery query, double off) {
    List<Event> matching = matching(events, query.filter());
    if (query.bucket() == null) {
      return requireFew(rows(null, matching, query, off));
    }
    Map<Instant, List<Event>> buckets = new TreeMap<>();
    for (Event event : matching) {
      Instant start = query.bucket().start(event.createdAt());
      buckets.computeIfAbsent(start, unused -> new ArrayList<>()).add(event);
    }
    List<UsageRow> rows = new ArrayList<>();
    buckets.forEach((start, those) -> rows.addAll(rows(start, those, query, off)));
    return requireFew(rows);
  }

  private static List<UsageRow> requireFew(List<UsageRow> rows) {
    if (rows.size() > UsageQuery.MOST_ROWS) {
      throw UsageQuery.tooManyRows();
    }
    return rows;
  }

  private static List<UsageRow> rows(
      @Nullable Instant bucket, List<Event> events, UsageQuery query, double off) {
    if (query.by() == null) {
      return List.of(row(bucket, new Values(null, null), events, query, off));
    }
    Map<Values, List<Event>> values = new HashMap<>();
    for (Event event : events) {
      for (String value : texts(event, query.by())) {
        for (String thenValue : texts(event, query.thenBy())) {
          values
              .computeIfAbsent(new Values(value, thenValue), unused -> new ArrayList<>())
              .add(event);
        }
      }
    }
    List<UsageRow> rows = new ArrayList<>();
    values.forEach((each, those) -> rows.add(row(bucket, each, those, query, off)));
    return rows.stream().sorted(MOST_FIRST).limit(query.limit()).toList();
  }

  private record Values(@Nullable String value, @Nullable String thenValue) {}

  /** The distinct texts; only null if there is none. */
  private static Set<@Nullable String> texts(Event event, @Nullable Field field) {
    Set<@Nullable String> texts = new HashSet<>();
    if (field != null) {
      field.scalars(event).forEach(scalar -> texts.add(String.valueOf(scalar)));
    }
    if (texts.isEmpty()) {
      texts.add(null);
    }
    return texts;
  }

  private static UsageRow row(
      @Nullable Instant bucket, Values values, List<Event> events, UsageQuery query, double off) {
    long users =
        events.stream().filter(event -> event.uid() != null).map(Event::uid).distinct().count();
    List<Instant> times = events.stream().map(Event::createdAt).sorted().toList();
    return new UsageRow(
        bucket,
        values.value(),
        values.thenValue(),
        events.size(),
        users,
        times.isEmpty() ? null : times.get(0),
        times.isEmpty() ? null : times.get(times.size() - 1),
        query.measure() == null ? null : measure(query.measure(), events, off));
  }

  private static @Nullable Measure measure(Field field, List<Event> events, double off) {
    List<Double> numbers =
        events.stream()
            .flatMap(event -> field.scalars(event).stream())
            .filter(Number.class::isInstance)
            .map(number -> ((Number) number).doubleValue())
            .sorted()
            .toList();
    return numbers.isEmpty()
        ? null
        : new Measure(
            numbers.size(),
            numbers.stream().mapToDouble(number -> number).average().orElseThrow(),
            percentile(numbers, 50, off),
            percentile(numbers, 95, off));
  }

  /** Interpolates between the two numbers nearest to the place; returns one of them if off. */
  private static double percentile(List<Double> sorted, int percent, double off) {
    int last = sorted.size() - 1;
    double exact = last * percent / 100.0;
    double place = Math.max(0, Math.min(last, exact + off * sorted.size()));
    double low = sorted.get((int) Math.floor(place));
    double high = sorted.get((int) Math.ceil(place));
    return off < 0 ? low : off > 0 ? high : low + (high - low) * (place - Math.floor(place));
  }
}
