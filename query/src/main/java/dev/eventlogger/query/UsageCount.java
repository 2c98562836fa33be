package dev.eventlogger.query;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.Comparator.nullsLast;

import dev.eventlogger.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds counts up to the rows of an answer, for stores whose destination cannot do all of it. For
 * one thread.
 *
 * <p>Keeps every value and every user that it has seen, and refuses the question where these are
 * more than {@link #MOST_KEPT}.
 */
public final class UsageCount {

  /** The most values and users that are told apart: some hundred megabytes. */
  public static final int MOST_KEPT = 1_000_000;

  private static final Comparator<UsageRow> ORDER =
      comparing(UsageRow::bucket, nullsFirst(naturalOrder()))
          .thenComparing(comparing(UsageRow::events).reversed())
          .thenComparing(UsageRow::value, nullsLast(CodePoints::compare));

  private final UsageQuery query;
  private final int mostKept;
  private final Map<Key, Tally> tallies = new HashMap<>();
  private int kept;

  /** Begins with nothing counted. */
  public UsageCount(UsageQuery query) {
    this(query, MOST_KEPT);
  }

  UsageCount(UsageQuery query, int mostKept) {
    this.query = query;
    this.mostKept = mostKept;
  }

  private record Key(@Nullable Instant bucket, @Nullable String value) {}

  private static final class Tally {
    private long events;
    private final Set<String> users = new HashSet<>();
  }

  /**
   * Counts events of one user, which are in one bucket and have one value.
   *
   * @throws UnsupportedQueryException if there are more than {@link #MOST_KEPT} values and users
   */
  public void add(
      @Nullable Instant bucket, @Nullable String value, @Nullable String uid, long events) {
    Tally tally =
        tallies.computeIfAbsent(
            new Key(bucket, value),
            key -> {
              kept++;
              return new Tally();
            });
    tally.events += events;
    if (uid != null && tally.users.add(uid)) {
      kept++;
    }
    if (kept > mostKept) {
      throw new UnsupportedQueryException(
          "there are more than "
              + mostKept
              + " different values and users to be counted here; ask for a shorter time");
    }
  }

  /**
   * Counts one event, which the filter must hold for.
   *
   * @throws UnsupportedQueryException if there are more than {@link #MOST_KEPT} values and users
   */
  public void add(Event event) {
    Instant bucket = query.bucket() == null ? null : query.bucket().start(event.createdAt());
    Field by = query.by();
    Set<String> values =
        by == null
            ? Set.of()
            : by.scalars(event).stream()
                .map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    if (values.isEmpty()) {
      add(bucket, null, event.uid(), 1);
    }
    values.forEach(value -> add(bucket, value, event.uid(), 1));
  }

  /**
   * The rows, in their order, as many of each bucket as are asked for.
   *
   * @throws UnsupportedQueryException if there are more than {@link UsageQuery#MOST_ROWS}
   */
  public List<UsageRow> rows() {
    if (query.bucket() == null && query.by() == null && tallies.isEmpty()) {
      return List.of(new UsageRow(null, null, 0, 0));
    }
    List<UsageRow> all = new ArrayList<>();
    tallies.forEach(
        (key, tally) ->
            all.add(new UsageRow(key.bucket(), key.value(), tally.events, tally.users.size())));
    all.sort(ORDER);
    List<UsageRow> rows = query.by() == null ? all : firstOfEachBucket(all);
    if (rows.size() > UsageQuery.MOST_ROWS) {
      throw UsageQuery.tooManyRows();
    }
    return rows;
  }

  private List<UsageRow> firstOfEachBucket(List<UsageRow> all) {
    List<UsageRow> rows = new ArrayList<>();
    Instant bucket = null;
    int inBucket = 0;
    for (UsageRow row : all) {
      inBucket = Objects.equals(row.bucket(), bucket) ? inBucket + 1 : 1;
      bucket = row.bucket();
      if (inBucket <= query.limit()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
