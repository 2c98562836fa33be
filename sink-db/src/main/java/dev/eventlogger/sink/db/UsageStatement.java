package dev.eventlogger.sink.db;

import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.UsageQuery;
import org.jspecify.annotations.Nullable;

/** The statement that counts, if the columns of the table suffice. */
final class UsageStatement {

  private static final String OF_EVENTS =
      "COUNT(*) AS events, COUNT(DISTINCT user_key) AS users, MIN(happened) AS first_at,"
          + " MAX(happened) AS last_at, COUNT(measured) AS numbers, AVG(measured) AS mean";
  private static final String OF_USERS =
      "COALESCE(SUM(events), 0) AS events, COUNT(user_key) AS users, MIN(first_at) AS first_at,"
          + " MAX(last_at) AS last_at, 0 AS numbers, NULL AS mean";
  private static final String COLUMNS =
      "bucket_start, counted, then_counted, events, users, first_at, last_at, numbers, mean,"
          + " median, percentile_95";
  private static final String GROUP = "bucket_start, counted_key, then_key";

  private final UsageQuery query;
  private final Database database;
  private final boolean groupsByUserFirst;

  private UsageStatement(UsageQuery query, Database database) {
    this.query = query;
    this.database = database;
    groupsByUserFirst = query.measure() == null && database.dialect().groupsByUserFirst();
  }

  /**
   * Returns one row for each count: the bucket, the two values, the events, the users, the times of
   * the first and the last event, and of the measured field how many numbers there are, their mean,
   * and their 50th and 95th percentiles.
   */
  static SqlText of(UsageQuery query, SqlText condition, Database database) {
    UsageStatement statement = new UsageStatement(query, database);
    return new SqlText(statement.text(condition.sql()), condition.parameters());
  }

  private String text(String condition) {
    String rows = groupsByUserFirst ? byUser(rows(condition)) : rows(condition);
    if (query.bucket() == null && query.by() == null) {
      return "SELECT NULL, NULL, NULL, " + aggregates() + " FROM (" + rows + ") e";
    }
    return "SELECT "
        + COLUMNS
        + " FROM ("
        + ranked(rows)
        + ") ranked WHERE place <= "
        + query.limit()
        + " ORDER BY bucket_start, place"
        + database.dialect().first(UsageQuery.MOST_ROWS + 1);
  }

  /**
   * The counts, each with its rank within its bucket. They are grouped by a key that distinguishes
   * texts by code point; of the texts with the same key any will do.
   */
  private String ranked(String rows) {
    return "SELECT "
        + COLUMNS
        + ", ROW_NUMBER() OVER (PARTITION BY bucket_start ORDER BY events DESC"
        + order("counted", query.by())
        + order("then_counted", query.thenBy())
        + ") AS place FROM (SELECT bucket_start, MIN(counted) AS counted, MIN(then_counted) AS"
        + " then_counted, "
        + aggregates()
        + " FROM ("
        + rows
        + ") e GROUP BY "
        + GROUP
        + ") counts";
  }

  /** Each user's rows aggregated into one. */
  private static String byUser(String rows) {
    return "SELECT bucket_start, MIN(counted) AS counted, counted_key, MIN(then_counted) AS"
        + " then_counted, then_key, user_key, COUNT(*) AS events, MIN(happened) AS first_at,"
        + " MAX(happened) AS last_at FROM ("
        + rows
        + ") r GROUP BY "
        + GROUP
        + ", user_key";
  }

  private String aggregates() {
    return (groupsByUserFirst ? OF_USERS : OF_EVENTS)
        + ", "
        + percentile(50)
        + " AS median, "
        + percentile(95)
        + " AS percentile_95";
  }

  private String percentile(int percent) {
    return query.measure() == null ? "NULL" : database.dialect().percentile(percent, "measured");
  }

  private String order(String column, @Nullable Field field) {
    return field == null
        ? ""
        : ", CASE WHEN "
            + column
            + " IS NULL THEN 1 ELSE 0 END, "
            + String.join(
                ", ", database.dialect().order(column, database.layout().longest(field.part())));
  }

  private String rows(String condition) {
    Dialect dialect = database.dialect();
    String counted = value(query.by());
    String then = value(query.thenBy());
    String rows =
        "SELECT "
            + bucket(query.bucket())
            + " AS bucket_start, "
            + counted
            + " AS counted, "
            + dialect.groupKey(counted)
            + " AS counted_key, "
            + then
            + " AS then_counted, "
            + dialect.groupKey(then)
            + " AS then_key, "
            + dialect.groupKey(database.layout().expression(Field.Part.UID))
            + " AS user_key, created_at AS happened, "
            + measured(query.measure())
            + " AS measured FROM "
            + database.table()
            + " WHERE "
            + condition;
    return query.measure() == null ? rows : dialect.placed(rows, GROUP, "measured");
  }

  private String measured(@Nullable Field field) {
    String number = field == null ? "NULL" : database.layout().expression(field.part());
    return database.dialect().asDouble(number);
  }

  private String bucket(@Nullable Bucket bucket) {
    return bucket == null ? "0" : database.tableDialect().startOf(bucket, "created_at");
  }

  private String value(@Nullable Field field) {
    return field == null ? "CAST(NULL AS CHAR(1))" : database.layout().expression(field.part());
  }
}
