package dev.eventlogger.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One count; see {@link UsageQuery}.
 *
 * @param bucket the start of the span of time; null if it was not asked for
 * @param value the text of the field's value; null if it was not asked for, or does not exist
 * @param thenValue likewise for the second field
 * @param events how many events
 * @param users how many different users, not counting anonymous events
 * @param first when the first of the events happened; null if there is none
 * @param last when the last of them happened; null if there is none
 * @param measure statistics of the measured field's numbers; null if it was not asked for, or no
 *     event has one
 */
public record UsageRow(
    @Nullable Instant bucket,
    @Nullable String value,
    @Nullable String thenValue,
    long events,
    long users,
    @Nullable Instant first,
    @Nullable Instant last,
    @Nullable Measure measure) {

  /** The row for no event at all. */
  public static final UsageRow NONE = new UsageRow(null, null, null, 0, 0, null, null, null);

  /** The same with a measure. */
  public UsageRow with(@Nullable Measure other) {
    return new UsageRow(bucket, value, thenValue, events, users, first, last, other);
  }

  /** The same in another bucket. */
  public UsageRow in(@Nullable Instant other) {
    return new UsageRow(other, value, thenValue, events, users, first, last, measure);
  }
}
