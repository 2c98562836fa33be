package dev.eventlogger.sink.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.Comparator.nullsLast;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts events one by one, where the database cannot. For one thread. */
final class UsageCount {

  private static final Comparator<UsageRow> ORDER =
      comparing(UsageRow::bucket, nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(UsageRow::events, Comparator.reverseOrder())
          .thenComparing(UsageRow::value, nullsLast(UsageCount::byCodePoint));

  // Of values and of users: some hundred megabytes.
  private static final int MOST_KEPT = 1_000_000;

  private final UsageQuery query;
  private int kept;
  private final Map<Key, Count> counts = new HashMap<>();

  private record Key(@Nullable Instant bucket, @Nullable String value) {}

  private static final class Count {
    private final Set<String> users = new HashSet<>();
    private long events;
  }

  UsageCount(UsageQuery query) {
    this.query = query;
    if (query.bucket() == null && query.by() == null) {
      counts.put(new Key(null, null), new Count());
    }
  }

  void add(Event event) {
    Instant bucket = query.bucket() == null ? null : query.bucket().start(event.createdAt());
    for (String value : values(event)) {
      Count count = counts.computeIfAbsent(new Key(bucket, value), key -> new Count());
      count.events++;
      kept += count.events == 1 ? 1 : 0;
      if (event.uid() != null && count.users.add(event.uid())) {
        kept++;
      }
    }
    if (kept > MOST_KEPT) {
      throw new UnsupportedQueryException(
          "there are more than "
              + MOST_KEPT
              + " different values and users to be counted here; ask for a shorter time");
    }
  }

  private Set<@Nullable String> values(Event event) {
    Set<@Nullable String> values = new HashSet<>();
    if (query.by() != null) {
      query.by().scalars(event).forEach(scalar -> values.add(String.valueOf(scalar)));
    }
    if (values.isEmpty()) {
      values.add(null);
    }
    return values;
  }

  /** All rows, in order. */
  List<UsageRow> rows() {
    List<UsageRow> sorted = new ArrayList<>();
    counts.forEach(
        (key, count) ->
            sorted.add(new UsageRow(key.bucket(), key.value(), count.events, count.users.size())));
    sorted.sort(ORDER);
    List<UsageRow> rows = new ArrayList<>();
    Map<@Nullable Instant, Integer> ofBucket = new HashMap<>();
    for (UsageRow row : sorted) {
      if (ofBucket.merge(row.bucket(), 1, Integer::sum) <= query.limit()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static int byCodePoint(String left, String right) {
    return Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));
  }
}
