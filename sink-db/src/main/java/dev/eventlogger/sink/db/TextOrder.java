package dev.eventlogger.sink.db;

import dev.eventlogger.query.Field;
import dev.eventlogger.query.UnsupportedQueryException;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the database has sorted texts as required. MariaDB sorts by the beginning of a text,
 * and pages in another order would lose events. Immutable, thread-safe.
 */
record TextOrder(Database database) {

  /**
   * Checks that a text of a field was sorted correctly.
   *
   * @throws UnsupportedQueryException if it is too long for that
   */
  void require(Field field, @Nullable String text) {
    int longest = database.dialect().longestInOrder();
    if (longest > 0
        && text != null
        && isUnlimited(field)
        && StorableText.encode(text).length() >= longest) {
      throw new UnsupportedQueryException(
          field
              + ": this database sorts no texts of "
              + longest
              + " characters or more, which some events have there; sort or count by another"
              + " field, or leave them out by a condition");
    }
  }

  private boolean isUnlimited(Field field) {
    return field.part().isText() && database.layout().longest(field.part()) == 0;
  }
}
