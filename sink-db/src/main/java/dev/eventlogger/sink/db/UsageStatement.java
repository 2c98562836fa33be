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
      String total = "SELECT NULL, NULL, COUNT(*), COUNT(DISTINCT user_id) FROM (" + rows + ") e";
      return new SqlText(total, condition.parameters());
    }
    return new SqlText(
        "SELECT bucket_start, counted, events, users FROM ("
            + ranked(rows, database.dialect())
            + ") ranked WHERE place <= "
            + query.limit()
            + " ORDER BY bucket_start, place LIMIT "
            + (UsageQuery.MOST_ROWS + 1),
        condition.parameters());
  }

  /** The counts, each with its place within its bucket. */
  private static String ranked(String rows, Dialect dialect) {
    return "SELECT bucket_start, counted, events, users, ROW_NUMBER() OVER (PARTITION BY"
        + " bucket_start ORDER BY events DESC, CASE WHEN counted IS NULL THEN 1 ELSE 0 END, "
        + dialect.byCodePoint("counted")
        + ") AS place FROM (SELECT bucket_start, counted, COUNT(*) AS events,"
        + " COUNT(DISTINCT user_id) AS users FROM ("
        + rows
        + ") e GROUP BY bucket_start, counted) counts";
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
    return bucket == null ? "0" : database.tableDialect().startOf(bucket, "created_at");
  }

  private static String value(@Nullable Field by, Database database) {
    return by == null ? "CAST(NULL AS CHAR(1))" : database.layout().expression(by.part());
  }
}
