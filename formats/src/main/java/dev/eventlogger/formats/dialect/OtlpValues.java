package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.JsonNumbers;
import dev.eventlogger.event.JsonReader;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converts values from OTLP's JSON (Protobuf's JSON mapping, where 64-bit numbers may be text) to
 * plain ones. Stateless, thread-safe.
 */
final class OtlpValues {

  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,20}");
  private static final Pattern DECIMAL =
      Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?([eE][+-]?\\d{1,3})?");
  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
  private static final BigInteger BOUND = BigInteger.ONE.shiftLeft(64);

  private OtlpValues() {}

  /** A member by either of its names; null if it is absent. */
  static @Nullable Object member(
      Map<String, @Nullable Object> in, String camelCase, String snakeCase) {
    Object value = in.get(camelCase);
    return value == null ? in.get(snakeCase) : value;
  }

  /**
   * A list of keys and values as a map; null if it is no such list. The last value of a repeated
   * key counts.
   */
  static @Nullable Map<String, @Nullable Object> attributes(@Nullable Object value) {
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof List<?> list)) {
      return null;
    }
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> pair) || !(pair.get("key") instanceof String key)) {
        return null;
      }
      attributes.put(key, plain(pair.get("value")));
    }
    return attributes;
  }

  /** The content of an {@code AnyValue}; null if it has none. Bytes stay base64. */
  static @Nullable Object plain(@Nullable Object anyValue) {
    if (!(anyValue instanceof Map<?, ?>)) {
      return null;
    }
    Map<String, @Nullable Object> in = JsonReader.asObject(anyValue);
    Object text = member(in, "stringValue", "string_value");
    if (text != null) {
      return text;
    }
    Object array = member(in, "arrayValue", "array_value");
    Object pairs = member(in, "kvlistValue", "kvlist_value");
    if (array != null || pairs != null) {
      return array == null ? attributes(values(pairs)) : items(values(array));
    }
    Object flag = member(in, "boolValue", "bool_value");
    Object whole = member(in, "intValue", "int_value");
    Object decimal = member(in, "doubleValue", "double_value");
    if (flag != null || whole != null) {
      return flag == null ? whole(whole) : flag;
    }
    return decimal == null ? member(in, "bytesValue", "bytes_value") : decimal(decimal);
  }

  private static @Nullable Object values(@Nullable Object holder) {
    return holder instanceof Map<?, ?> map ? map.get("values") : null;
  }

  private static List<@Nullable Object> items(@Nullable Object values) {
    List<@Nullable Object> items = new ArrayList<>();
    if (values instanceof List<?> list) {
      list.forEach(item -> items.add(plain(item)));
    }
    return items;
  }

  private static @Nullable Object whole(@Nullable Object value) {
    return value instanceof String text && WHOLE.matcher(text).matches()
        ? narrowed(new BigInteger(text))
        : value;
  }

  private static Object narrowed(BigInteger whole) {
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }

  /** Converts a decimal; NaN and the infinities, which JSON cannot express, stay text. */
  private static Object decimal(Object value) {
    if (value instanceof String text && DECIMAL.matcher(text).matches()) {
      double decimal = Double.parseDouble(text);
      return Double.isFinite(decimal) ? (Object) decimal : text;
    }
    return value;
  }

  /**
   * A time from nanoseconds since 1970, an unsigned 64-bit number or such a number as text; null if
   * it is neither.
   */
  static @Nullable Instant time(Object nanos) {
    Object whole = whole(nanos);
    if (!JsonNumbers.isWhole(whole)) {
      return null;
    }
    BigInteger count = new BigInteger(String.valueOf(whole));
    if (count.signum() < 0 || count.compareTo(BOUND) >= 0) {
      return null;
    }
    BigInteger[] parts = count.divideAndRemainder(NANOS);
    return Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue());
  }
}
