package dev.eventlogger.query.export;

import dev.eventlogger.query.Measure;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the counts of an answer for JSON and CSV. Immutable, thread-safe. */
public final class UsageMembers {

  private final UsageQuery query;
  private final ZoneId zone;

  /**
   * Members for the rows of a question's answer.
   *
   * @param zone that times are written in
   */
  public UsageMembers(UsageQuery query, ZoneId zone) {
    this.query = query;
    this.zone = zone;
  }

  /** The members of a row in CSV, by name; the same names for every row. */
  public Map<String, @Nullable Object> ofCsv(UsageRow row) {
    return members(row, false);
  }

  /**
   * The members of a row in JSON: also how many numbers there are, and the first and the last time.
   */
  public Map<String, @Nullable Object> ofJson(UsageRow row) {
    return members(row, true);
  }

  private Map<String, @Nullable Object> members(UsageRow row, boolean isJson) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (query.bucket() != null) {
      members.put("bucket", time(row.bucket()));
    }
    if (query.by() != null) {
      members.put("value", row.value());
    }
    if (query.thenBy() != null) {
      members.put("then_value", row.thenValue());
    }
    members.put("events", row.events());
    members.put("users", row.users());
    if (isJson) {
      members.put("first", time(row.first()));
      members.put("last", time(row.last()));
    }
    if (query.measure() != null) {
      measure(row.measure(), members, isJson);
    }
    return members;
  }

  private static void measure(
      @Nullable Measure measure, Map<String, @Nullable Object> members, boolean isJson) {
    if (isJson) {
      members.put("count", measure == null ? 0 : measure.count());
    }
    members.put("mean", measure == null ? null : measure.mean());
    members.put("p50", measure == null ? null : measure.median());
    members.put("p95", measure == null ? null : measure.percentile95());
  }

  private @Nullable String time(@Nullable Instant time) {
    return time == null ? null : Column.time(time, zone);
  }
}
