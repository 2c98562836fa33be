package dev.eventlogger.query;

import static java.util.Objects.requireNonNull;

/**
 * An order of events. Texts, types and levels are ordered by code point, ids as text; an event
 * without the field comes last in either direction. Equal events are ordered by id, in the same
 * direction.
 *
 * @param field one that {@link Field#isSortable}
 */
public record Sort(Field field, boolean ascending) {

  /** The latest event first. */
  public static final Sort LATEST_FIRST = new Sort(Field.CREATED_AT, false);

  /** The earliest event first. */
  public static final Sort EARLIEST_FIRST = new Sort(Field.CREATED_AT, true);

  public Sort {
    requireNonNull(field, "field");
    if (!field.isSortable()) {
      throw new IllegalArgumentException(
          "events cannot be sorted by "
              + field
              + "; sort by a field other than message, data and context");
    }
  }

  /** In the form {@code uid:asc}. */
  @Override
  public String toString() {
    return field + (ascending ? ":asc" : ":desc");
  }
}
