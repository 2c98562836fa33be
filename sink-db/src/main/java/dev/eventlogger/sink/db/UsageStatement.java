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
    String rows = rows(query, condition.sql(), database);
    if (query.bucket() == null && query.by() == null) {
      String total = "SELECT NULL, NULL, COUNT(*), COUNT(DISTINCT user_key) FROM (" + rows + ") e";
      return new SqlText(total, condition.parameters());
    }
    return new SqlText(
        "SELECT bucket_start, counted, events, users FROM ("
            + ranked(rows, query.by(), database)
            + ") ranked WHERE place <= "
            + query.limit()
            + " ORDER BY bucket_start, place"
            + database.dialect().first(UsageQuery.MOST_ROWS + 1),
        condition.parameters());
  }

  /**
   * The counts, each with its place within its bucket. They are grouped by what tells texts apart
   * by code point; of those that it does not tell apart any will do.
   */
  private static String ranked(String rows, @Nullable Field by, Database database) {
    int longest = by == null ? 1 : database.layout().longest(by.part());
    return "SELECT bucket_start, counted, events, users, ROW_NUMBER() OVER (PARTITION BY"
        + " bucket_start ORDER BY events DESC, CASE WHEN counted IS NULL THEN 1 ELSE 0 END, "
        + String.join(", ", database.dialect().order("counted", longest))
        + ") AS place FROM (SELECT bucket_start, MIN(counted) AS counted, COUNT(*) AS events,"
        + " COUNT(DISTINCT user_key) AS users FROM ("
        + rows
        + ") e GROUP BY bucket_start, counted_key) counts";
  }

  private static String rows(UsageQuery query, String condition, Database database) {
    Dialect dialect = database.dialect();
    String counted = value(query.by(), database);
    return "SELECT "
        + bucket(query.bucket(), database)
        + " AS bucket_start, "
        + counted
        + " AS counted, "
        + dialect.groupKey(counted)
        + " AS counted_key, "
        + dialect.groupKey(database.layout().expression(Field.Part.UID))
        + " AS user_key FROM "
        + database.table()
        + " WHERE "
        + condition;
  }

  private static String bucket(@Nullable Bucket bucket, Database database) {
    return bucket == null ? "0" : database.tableDialect().startOf(bucket, "created_at");
  }

  private static String value(@Nullable Field by, Database database) {
    return by == null ? "CAST(NULL AS CHAR(1))" : database.layout().expression(by.part());
  }
}
