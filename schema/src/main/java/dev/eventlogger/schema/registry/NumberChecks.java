package dev.eventlogger.schema.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of numbers, and {@code multipleOf}. Decides only where a {@code double} holds both
 * numbers exactly, so that Vert.x gets the same result, however it compares.
 */
final class NumberChecks {

  /** Compares a value with the schema's bound. */
  private interface Comparison {
    boolean holds(double value, double bound);
  }

  private NumberChecks() {}

  static Check of(Map<?, ?> schema, Draft draft) {
    boolean isFlag = draft == Draft.DRAFT_4;
    boolean openMinimum = isFlag && Boolean.TRUE.equals(schema.get("exclusiveMinimum"));
    boolean openMaximum = isFlag && Boolean.TRUE.equals(schema.get("exclusiveMaximum"));
    Check check =
        bound(schema.get("minimum"), openMinimum ? (a, b) -> a > b : (a, b) -> a >= b)
            .and(bound(schema.get("maximum"), openMaximum ? (a, b) -> a < b : (a, b) -> a <= b));
    if (!isFlag) {
      check =
          check
              .and(bound(schema.get("exclusiveMinimum"), (a, b) -> a > b))
              .and(bound(schema.get("exclusiveMaximum"), (a, b) -> a < b));
    }
    return check.and(multipleOf(schema.get("multipleOf")));
  }

  /** Whether it is a number of a type and size that is decided here. */
  static boolean isKnown(@Nullable Object value) {
    if (value instanceof Integer) {
      return true;
    }
    if (value instanceof Long number) {
      return isExact(number);
    }
    return value instanceof Double number && Double.isFinite(number);
  }

  private static boolean isExact(long number) {
    return -PlainJson.LARGEST_EXACT <= number && number <= PlainJson.LARGEST_EXACT;
  }

  private static Check bound(@Nullable Object bound, Comparison comparison) {
    if (bound == null) {
      return Check.ALWAYS;
    }
    if (!isKnown(bound)) {
      return NumberChecks::isOther;
    }
    double limit = ((Number) bound).doubleValue();
    return value ->
        value instanceof Number number
            ? isKnown(number) && comparison.holds(number.doubleValue(), limit)
            : isOther(value);
  }

  private static Check multipleOf(@Nullable Object divisor) {
    if (divisor == null) {
      return Check.ALWAYS;
    }
    if (!(divisor instanceof Long step) || !isExact(step)) {
      return NumberChecks::isOther;
    }
    return value -> value instanceof Number number ? isMultiple(number, step) : isOther(value);
  }

  private static boolean isMultiple(Number number, long step) {
    boolean isInteger = number instanceof Integer || number instanceof Long;
    return isInteger && isExact(number.longValue()) && number.longValue() % step == 0;
  }

  /** Whether it is JSON but no number, so that keywords for numbers do not apply. */
  private static boolean isOther(@Nullable Object value) {
    return ValueChecks.isJson(value) && !(value instanceof Number);
  }
}
