package dev.eventlogger.sink.db;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes the values of a row, one column after the other. For one thread. */
interface RowValues {

  /** The next value is an event's id. */
  void id(UUID id) throws SQLException;

  /** The next value is a time. */
  void time(Instant time) throws SQLException;

  /** The next value is a number with a fraction, or null. */
  void decimal(@Nullable BigDecimal number) throws SQLException;

  /** The next value is a whole number, or null. */
  void integer(@Nullable Integer number) throws SQLException;

  /** The next value is one of a few words, for which the table may use an enumerated type. */
  void word(String word) throws SQLException;

  /** The next value is text or JSON, as {@link StorableText} encodes it, or null. */
  void text(@Nullable String text) throws SQLException;
}
