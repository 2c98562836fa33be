package dev.eventlogger.cli;

import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;

/** An order as it is written: a field, and perhaps {@code :asc} or {@code :desc}. */
final class SortText {

  private SortText() {}

  static Sort parse(String text) {
    boolean isDescending = text.endsWith(":desc");
    String field =
        isDescending || text.endsWith(":asc") ? text.substring(0, text.lastIndexOf(':')) : text;
    try {
      return new Sort(Field.parse(field), !isDescending);
    } catch (IllegalArgumentException e) {
      throw new UserMistake("--sort: " + e.getMessage());
    }
  }
}
