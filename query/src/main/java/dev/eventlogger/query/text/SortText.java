package dev.eventlogger.query.text;

import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;

/** Parses an order: a field, optionally with {@code :asc} or {@code :desc}. Thread-safe. */
public final class SortText {

  private SortText() {}

  /**
   * Parses an order, ascending unless it says otherwise.
   *
   * @throws IllegalArgumentException if it is no order, saying what is right
   */
  public static Sort parse(String text) {
    boolean isDescending = text.endsWith(":desc");
    String field =
        isDescending || text.endsWith(":asc") ? text.substring(0, text.lastIndexOf(':')) : text;
    return new Sort(Field.parse(field), !isDescending);
  }
}
