package dev.eventlogger.query;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.Comparator.nullsLast;

import dev.eventlogger.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds up counts to the rows of an answer, for stores whose destination cannot do all of it. For
 * one thread.
 *
 * <p>Keeps every value, every user and every number that it has seen, and refuses the question if
 * there are more of these than it may keep.
 */
public final class UsageCount {

  /** The most values, users and numbers that are kept, which take some hundred megabytes. */
  public static final int MOST_KEPT = 1_000_000;

  private static final Comparator<UsageRow> ORDER =
      comparing(UsageRow::bucket, nullsFirst(naturalOrder()))
          .thenComparing(comparing(UsageRow::events).reversed())
          .thenComparing(UsageRow::value, nullsLast(CodePoints::compare))
          .thenComparing(UsageRow::thenValue, nullsLast(CodePoints::compare));

  private final UsageQuery query;
  private final int mostKept;
  private final Map<UsageKey, UsageTally> tallies = new HashMap<>();
  private int kept;

  /** Starts with nothing counted. */
  public UsageCount(UsageQuery query) {
    this(query, MOST_KEPT);
  }

  /**
   * Starts with nothing counted, for use beside others at the same time.
   *
   * @param mostKept how many values, users and numbers it keeps at most
   */
  public UsageCount(UsageQuery query, int mostKept) {
    this.query = query;
    this.mostKept = mostKept;
  }

  /**
   * Counts events of one user.
   *
   * @param part the bucket, the values, the events, and the first and the last of them; its users
   *     and its measure are ignored
   * @param uid the user of all of them; null for anonymous ones
   * @throws UnsupportedQueryException if there are more values and users than it may keep
   */
  public void add(UsageRow part, @Nullable String uid) {
    keep(tally(part).add(part, uid));
  }

  private UsageTally tally(UsageRow part) {
    return tallies.computeIfAbsent(
        new UsageKey(part.bucket(), part.value(), part.thenValue()),
        key -> {
          kept++;
          return new UsageTally();
        });
  }

  private void keep(int more) {
    kept += more;
    if (kept > mostKept) {
      throw new UnsupportedQueryException(
          "there are more than "
              + mostKept
              + " different values, users and numbers to be counted here; ask for a shorter time");
    }
  }

  /**
   * Counts one event, which must match the filter.
   *
   * @throws UnsupportedQueryException if there are more values, users and numbers than it may keep
   */
  public void add(Event event) {
    add(EventValues.of(event));
  }

  /**
   * Counts one event, reading only the fields that the question names, {@link Field#CREATED_AT} and
   * {@link Field#UID}.
   *
   * @throws UnsupportedQueryException as {@link #add(Event)} does
   */
  public void add(EventValues event) {
    Instant time = (Instant) event.of(Field.CREATED_AT).get(0);
    String uid = event.of(Field.UID).stream().map(String::valueOf).findFirst().orElse(null);
    List<Object> numbers = query.measure() == null ? List.of() : event.of(query.measure());
    Instant bucket = query.bucket() == null ? null : query.bucket().start(time);
    for (String value : texts(query.by(), event)) {
      for (String thenValue : texts(query.thenBy(), event)) {
        UsageRow one = new UsageRow(bucket, value, thenValue, 1, 0, time, time, null);
        UsageTally tally = tally(one);
        keep(tally.add(one, uid) + tally.measure(numbers));
      }
    }
  }

  /** Each text once; a single null if there is none. */
  private static Iterable<@Nullable String> texts(@Nullable Field field, EventValues event) {
    List<Object> scalars = field == null ? List.of() : event.of(field);
    if (scalars.size() > 1) {
      return scalars.stream().map(String::valueOf).distinct().toList();
    }
    return Collections.singletonList(scalars.isEmpty() ? null : String.valueOf(scalars.get(0)));
  }

  /**
   * The rows in order, with as many for each bucket as were asked for.
   *
   * @throws UnsupportedQueryException if there are more than {@link UsageQuery#MOST_ROWS}
   */
  public List<UsageRow> rows() {
    if (query.bucket() == null && query.by() == null && tallies.isEmpty()) {
      return List.of(UsageRow.NONE);
    }
    List<UsageRow> all = new ArrayList<>();
    tallies.forEach((key, tally) -> all.add(tally.row(key)));
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
