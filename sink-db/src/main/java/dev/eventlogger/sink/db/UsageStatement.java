package dev.eventlogger.sink.db;

import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.UsageQuery;
import org.jspecify.annotations.Nullable;

/** The statement that counts, where the columns of the table suffice. */
final class UsageStatement {

  private UsageStatement() {}

  /** One row for each count: the bucket, the value, the events and the users. */
  static SqlText of(UsageQuery query, SqlText condition, Database database) {
    boolean isGrouped = query.bucket() != null || query.by() != null;
    String counts =
        "SELECT bucket_start, counted, COUNT(*) AS events, COUNT(DISTINCT user_id) AS users FROM ("
            + rows(query, condition.sql(), database)
            + ") row_values"
            + (isGrouped ? " GROUP BY bucket_start, counted" : "");
    if (!isGrouped) {
      return new SqlText(
          counts.replace("bucket_start, counted, COUNT", "NULL, NULL, COUNT"),
          condition.parameters());
    }
    String ranked =
        "SELECT bucket_start, counted, events, users, ROW_NUMBER() OVER (PARTITION BY bucket_start"
            + " ORDER BY events DESC, CASE WHEN counted IS NULL THEN 1 ELSE 0 END, "
            + database.dialect().byCodePoint("counted")
            + ") AS place FROM ("
            + counts
            + ") counts";
    return new SqlText(
        "SELECT bucket_start, counted, events, users FROM ("
            + ranked
            + ") ranked WHERE place <= "
            + query.limit()
            + " ORDER BY bucket_start, place LIMIT "
            + (UsageQuery.MOST_ROWS + 1),
        condition.parameters());
  }

  private static String rows(UsageQuery query, String condition, Database database) {
    return "SELECT "
        + bucket(query.bucket(), database)
        + " AS bucket_start, "
        + value(query.by(), database)
        + " AS counted, "
        + database.layout().expression(Field.Part.UID)
        + " AS user_id FROM "
        + database.table()
        + " WHERE "
        + condition;
  }

  private static String bucket(@Nullable Bucket bucket, Database database) {
    return bucket == null ? "0" : database.dialect().startOf(bucket, "created_at");
  }

  private static String value(@Nullable Field by, Database database) {
    return by == null ? "CAST(NULL AS CHAR(1))" : database.layout().expression(by.part());
  }
}
