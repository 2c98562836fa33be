package dev.eventlogger.query;

import dev.eventlogger.event.JsonNumbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** Compares a scalar of an event with the value of a condition. */
final class Comparison {

  private Comparison() {}

  static boolean isEqual(Object scalar, Object value) {
    if (scalar instanceof Number number) {
      BigDecimal exact = JsonNumbers.decimal(number);
      return value instanceof BigDecimal decimal
          ? exact.compareTo(decimal) == 0
          : Numbers.read(value.toString()).filter(read -> exact.compareTo(read) == 0).isPresent();
    }
    return scalar instanceof Boolean ? scalar.toString().equals(value) : scalar.equals(value);
  }

  static boolean areComparable(Object scalar, Object bound) {
    return bound instanceof BigDecimal
        ? scalar instanceof Number
        : scalar.getClass() == bound.getClass();
  }

  static int compare(Object scalar, Object bound) {
    if (scalar instanceof Number number) {
      return JsonNumbers.decimal(number).compareTo((BigDecimal) bound);
    }
    if (scalar instanceof Instant time) {
      return time.compareTo((Instant) bound);
    }
    if (scalar instanceof UUID id) {
      // Compared as texts: UUID's own order treats the halves as signed numbers.
      return id.toString().compareTo(bound.toString());
    }
    return CodePoints.compare((String) scalar, (String) bound);
  }
}
