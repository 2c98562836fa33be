package dev.eventlogger.sink.cloudwatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts the events of one stream into calls of {@code PutLogEvents} within the service's documented
 * limits: at most 10,000 events and 1,048,576 bytes, where each event counts 26 bytes more than its
 * message, in order of time, and not more than 24 hours apart.
 *
 * <p>Events that the service refuses one by one, such as those more than 14 days old, may be
 * further apart. Only the service's clock decides which these are, so this does not rely on it.
 */
final class Calls {

  static final int MOST_EVENTS = 10_000;
  static final int MOST_BYTES = 1_048_576;
  static final int BYTES_BESIDE_MESSAGE = 26;
  static final long LONGEST_SPAN = Duration.ofHours(24).toMillis();

  private Calls() {}

  /**
   * Sorts by time, keeping the order of equal times, and cuts.
   *
   * @param entries none larger than a call may be
   * @return calls in order; together they hold every entry once
   */
  static List<List<Entry>> of(List<Entry> entries) {
    List<Entry> sorted = entries.stream().sorted(Comparator.comparingLong(Entry::millis)).toList();
    List<List<Entry>> calls = new ArrayList<>();
    int from = 0;
    while (from < sorted.size()) {
      int to = end(sorted, from);
      calls.add(sorted.subList(from, to));
      from = to;
    }
    return calls;
  }

  private static int end(List<Entry> sorted, int from) {
    long latest = sorted.get(from).millis() + LONGEST_SPAN;
    int to = from;
    int bytes = 0;
    while (to < sorted.size() && to - from < MOST_EVENTS && sorted.get(to).millis() <= latest) {
      bytes += sorted.get(to).bytes() + BYTES_BESIDE_MESSAGE;
      if (bytes > MOST_BYTES) {
        break;
      }
      to++;
    }
    return Math.max(to, from + 1);
  }
}
