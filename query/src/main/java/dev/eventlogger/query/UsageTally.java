package dev.eventlogger.query;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events of one row. For one thread. */
final class UsageTally {

  private static final double MEDIAN = 0.5;
  private static final double PERCENTILE_95 = 0.95;

  private final Set<String> users = new HashSet<>();
  private long events;
  private @Nullable Instant first;
  private @Nullable Instant last;
  private double[] numbers = {};
  private int numberCount;

  /** Counts events of one user; returns how many more things it keeps now. */
  int add(UsageRow part, @Nullable String uid) {
    events += part.events();
    if (part.first() != null && (first == null || part.first().isBefore(first))) {
      first = part.first();
    }
    if (part.last() != null && (last == null || part.last().isAfter(last))) {
      last = part.last();
    }
    return uid != null && users.add(uid) ? 1 : 0;
  }

  /** Keeps the numbers among some scalars; returns how many there are. */
  int measure(List<Object> scalars) {
    int before = numberCount;
    for (Object scalar : scalars) {
      if (scalar instanceof Number number) {
        if (numberCount == numbers.length) {
          numbers = Arrays.copyOf(numbers, Math.max(4, 2 * numberCount));
        }
        numbers[numberCount++] = nearest(number.doubleValue());
      }
    }
    return numberCount - before;
  }

  /** The nearest finite number: of 1e400, which an event may hold, the largest. */
  private static double nearest(double number) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, number));
  }

  UsageRow row(UsageKey key) {
    return new UsageRow(
        key.bucket(), key.value(), key.thenValue(), events, users.size(), first, last, measure());
  }

  private @Nullable Measure measure() {
    if (numberCount == 0) {
      return null;
    }
    double[] sorted = Arrays.copyOf(numbers, numberCount);
    Arrays.sort(sorted);
    return new Measure(
        numberCount, mean(sorted), percentile(sorted, MEDIAN), percentile(sorted, PERCENTILE_95));
  }

  private static double mean(double[] numbers) {
    double mean = Arrays.stream(numbers).average().orElseThrow();
    // Only where the sum has overflowed, since divided numbers are rounded each.
    return Double.isFinite(mean)
        ? mean
        : nearest(Arrays.stream(numbers).map(number -> number / numbers.length).sum());
  }

  private static double percentile(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    double difference = sorted[above] - sorted[below];
    return Double.isFinite(difference)
        ? sorted[below] + (place - below) * difference
        : sorted[below] * (1 - (place - below)) + sorted[above] * (place - below);
  }
}
