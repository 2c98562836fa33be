package dev.eventlogger.sink.db;

import dev.eventlogger.query.Field;
import dev.eventlogger.query.UnsupportedQueryException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database has sorted texts as it was asked to. MariaDB sorts by the beginning of a
 * text; a page of what is not sorted would lose events. Immutable, thread-safe.
 */
record TextOrder(Database database) {

  /**
   * Sees that a text of a field is sorted.
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
