package dev.eventlogger.intake;

import dev.eventlogger.event.JsonNumbers;
import dev.eventlogger.event.ValueText;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares configured values with values of events. Stateless, thread-safe. */
final class WrittenValues {

  private static final Pattern FRACTION = Pattern.compile("-?[0-9]{1,30}\\.[0-9]{1,30}");

  private WrittenValues() {}

  /**
   * Whether a configured value and an event's are the same JSON value. An event's text also equals
   * a configured number or boolean that is written like it, since YAML takes {@code 404} for a
   * number.
   *
   * @param actual as it is in JSON
   */
  static boolean areSame(Object configured, @Nullable Object actual) {
    if (actual instanceof String text) {
      return isWritten(configured, text);
    }
    if (configured instanceof Number expected && actual instanceof Number number) {
      return JsonNumbers.areEqual(expected, number);
    }
    boolean hasParts = configured instanceof Map<?, ?> || configured instanceof Collection<?>;
    return hasParts ? isRecordedAs(configured, actual) : configured.equals(actual);
  }

  /** 404 equals only "404", since "0404" may be another user; 1.1 also equals "1.10". */
  private static boolean isWritten(Object configured, String text) {
    boolean isFraction = configured instanceof Double || configured instanceof BigDecimal;
    if (!isFraction || !FRACTION.matcher(text).matches()) {
      return configured.toString().equals(text);
    }
    return new BigDecimal(configured.toString()).compareTo(new BigDecimal(text)) == 0;
  }

  private static boolean isRecordedAs(Object configured, @Nullable Object actual) {
    if (!(actual instanceof Map<?, ?> || actual instanceof Collection<?>)) {
      return false;
    }
    try {
      return ValueText.of(configured).equals(ValueText.of(actual));
    } catch (IllegalArgumentException e) {
      return false; // such a value can never be recorded
    }
  }
}
