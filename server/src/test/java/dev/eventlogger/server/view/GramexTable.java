package dev.eventlogger.server.view;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Answers as Gramex does, modelled on {@code _filter_col} and {@code _filter_frame_col} of its
 * gramex/data.py, over rows of texts, numbers and times. A column that a row lacks is null.
 */
final class GramexTable {

  private static final List<String> OPERATORS =
      List.of("!", ">", ">~", "<", "<~", "!~", "~", "!*", "*");

  private final List<Map<String, Object>> rows;
  private final TreeSet<String> columns = new TreeSet<>();

  GramexTable(List<Map<String, Object>> rows) {
    this.rows = rows;
    rows.forEach(row -> columns.addAll(row.keySet()));
  }

  /** The rows that match a parameter. */
  List<Map<String, Object>> filter(String key, List<String> values) {
    String column = key;
    String operator = "";
    if (!columns.contains(key)) {
      for (String known : OPERATORS) {
        if (key.endsWith(known) && columns.contains(cut(key, known))) {
          column = cut(key, known);
          operator = known;
          break;
        }
      }
    }
    String name = column;
    List<Object> wanted =
        values.stream()
            .filter(value -> !value.isEmpty())
            .map(value -> convert(name, value))
            .toList();
    Predicate<Object> isWanted = test(operator, wanted);
    return rows.stream().filter(row -> isWanted.test(row.get(name))).toList();
  }

  private static String cut(String key, String operator) {
    return key.substring(0, key.length() - operator.length());
  }

  /** Converts a value to the column's type, which is that of the column's first value. */
  private Object convert(String column, String text) {
    Object example =
        rows.stream()
            .map(row -> row.get(column))
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    if (example instanceof BigDecimal) {
      return new BigDecimal(text);
    }
    if (example instanceof OffsetDateTime) {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
          : OffsetDateTime.parse(text);
    }
    return text;
  }

  private static Predicate<Object> test(String operator, List<Object> wanted) {
    return switch (operator) {
      case "" -> wanted.isEmpty() ? Objects::nonNull : value -> isIn(value, wanted);
      case "!" -> wanted.isEmpty() ? Objects::isNull : value -> !isIn(value, wanted);
      case ">" -> value -> value != null && compare(value, least(wanted)) > 0;
      case ">~" -> value -> value != null && compare(value, least(wanted)) >= 0;
      case "<" -> value -> value != null && compare(value, greatest(wanted)) < 0;
      case "<~" -> value -> value != null && compare(value, greatest(wanted)) <= 0;
      case "~" -> value -> isMatch(value, wanted, 0);
      case "!~" -> value -> !isMatch(value, wanted, 0);
      case "*" -> value -> isMatch(value, wanted, Pattern.CASE_INSENSITIVE);
      case "!*" -> value -> !isMatch(value, wanted, Pattern.CASE_INSENSITIVE);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private static boolean isIn(Object value, List<Object> wanted) {
    return value != null && wanted.stream().anyMatch(one -> compare(value, one) == 0);
  }

  private static boolean isMatch(Object value, List<Object> wanted, int flags) {
    List<String> patterns = new ArrayList<>();
    wanted.forEach(one -> patterns.add(one.toString()));
    return value != null
        && Pattern.compile(String.join("|", patterns), flags).matcher(value.toString()).find();
  }

  private static Object least(List<Object> values) {
    return values.stream().min(GramexTable::compare).orElseThrow();
  }

  private static Object greatest(List<Object> values) {
    return values.stream().max(GramexTable::compare).orElseThrow();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compare(Object one, Object other) {
    Comparator<Comparable> natural = Comparator.naturalOrder();
    return natural.compare((Comparable) one, (Comparable) other);
  }
}
