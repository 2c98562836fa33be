package dev.eventlogger.sink.db;

import static java.util.stream.Collectors.joining;

import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.UnsupportedQueryException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A filter as the condition of a statement. Immutable.
 *
 * <p>For the columns of the table it is exact, whatever their collations. For data and context, the
 * database excludes only rows whose JSON text lacks the value that the condition needs, the digits
 * of a number, or the name if neither can be searched for; {@link EventFilter#matches} decides on
 * the rest. So every database gives the same answers, however its JSON functions treat types, lists
 * and numbers.
 *
 * @param sql holds for at least the rows of the filter
 * @param isExact whether it holds for no other rows
 */
record Narrowing(SqlText sql, boolean isExact) {

  private static final int DURATION_DECIMALS = 6;
  private static final BigDecimal LONGEST_DURATION = new BigDecimal("1e22");
  // A single digit is in most events.
  private static final int FEWEST_DIGITS = 2;
  private static final int MOST_DIGITS = 20;

  /** Narrows down to the rows of a filter. */
  static Narrowing of(EventFilter filter, Database database) {
    List<SqlText> parts = new ArrayList<>();
    if (filter.since() != null) {
      parts.add(SqlText.of("created_at >= ?", filter.since()));
    }
    if (filter.until() != null) {
      parts.add(SqlText.of("created_at < ?", filter.until()));
    }
    boolean isExact = true;
    for (Condition condition : filter.conditions()) {
      parts.add(new Part(condition, database).toSql());
      isExact &= !condition.field().part().isJson();
    }
    return new Narrowing(SqlText.allOf(parts), isExact);
  }

  /** One condition. */
  private record Part(Condition condition, Database database) {

    SqlText toSql() {
      return switch (condition.field().part()) {
        case DATA, CONTEXT -> json();
        case ID -> ids();
        case CREATED_AT -> compared(condition.operator(), condition.values());
        case DURATION_MS -> durations();
        default -> texts();
      };
    }

    private String column() {
      return database.layout().expression(condition.field().part());
    }

    private SqlText texts() {
      List<Object> values =
          condition.values().stream()
              .<Object>map(value -> StorableText.encode((String) value))
              .toList();
      Operator operator = condition.operator();
      if (operator == Operator.CONTAINS) {
        return new SqlText(database.dialect().positionIn(column()) + " > 0", values);
      }
      if (operator.isRange()) {
        Dialect dialect = database.dialect();
        return new SqlText(
            dialect.byCodePoint(column()) + " " + operator + " " + dialect.byCodePoint("?"),
            values);
      }
      return operator == Operator.EXISTS ? compared(operator, values) : listed(operator, values);
    }

    /**
     * Compares by code point, and also by the column's own collation, for which there may be an
     * index.
     */
    private SqlText listed(Operator operator, List<Object> values) {
      Dialect dialect = database.dialect();
      String column = column();
      String exact =
          (dialect.byCodePoint(column) + (operator == Operator.EQUAL ? " IN (" : " NOT IN ("))
              + String.join(", ", Collections.nCopies(values.size(), dialect.byCodePoint("?")))
              + ")";
      return operator == Operator.EQUAL
          ? SqlText.allOf(List.of(compared(operator, values), new SqlText(exact, values)))
          : new SqlText("(" + column + " IS NULL OR " + exact + ")", values);
    }

    /** An id that no row can have matches nothing. */
    private SqlText ids() {
      Operator operator = condition.operator();
      if (operator == Operator.EXISTS) {
        return SqlText.ALWAYS;
      }
      List<Object> ids = new ArrayList<>();
      for (Object value : condition.values()) {
        Object id = database.layout().id((UUID) value);
        if (id != null) {
          ids.add(id);
        } else if (operator.isRange()) {
          throw new UnsupportedQueryException(
              "id " + operator + ": must be the id of a row of " + database.tableName());
        }
      }
      return compared(operator, ids);
    }

    /**
     * The column has six decimals, so a finer number is rounded to them without changing the
     * result.
     */
    private SqlText durations() {
      Operator operator = condition.operator();
      if (!operator.isRange()) {
        List<Object> values =
            condition.values().stream()
                .map(BigDecimal.class::cast)
                .filter(value -> value.abs().compareTo(LONGEST_DURATION) < 0)
                .filter(value -> value.stripTrailingZeros().scale() <= DURATION_DECIMALS)
                .<Object>map(value -> value.setScale(DURATION_DECIMALS, RoundingMode.UNNECESSARY))
                .toList();
        return compared(operator, values);
      }
      BigDecimal bound = (BigDecimal) condition.values().get(0);
      boolean isBelow = operator == Operator.LESS || operator == Operator.AT_MOST;
      if (bound.abs().compareTo(LONGEST_DURATION) >= 0) {
        return isBelow == bound.signum() > 0
            ? SqlText.of(column() + " IS NOT NULL")
            : SqlText.NEVER;
      }
      boolean isUp = operator == Operator.LESS || operator == Operator.AT_LEAST;
      RoundingMode rounding = isUp ? RoundingMode.CEILING : RoundingMode.FLOOR;
      return compared(operator, List.of(bound.setScale(DURATION_DECIMALS, rounding)));
    }

    private SqlText compared(Operator operator, List<Object> values) {
      String column = column();
      String list = "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
      return switch (operator) {
        case EXISTS -> SqlText.of(column + " IS NOT NULL");
        case EQUAL ->
            values.isEmpty() ? SqlText.NEVER : new SqlText(column + " IN " + list, values);
        case NOT_EQUAL ->
            values.isEmpty()
                ? SqlText.ALWAYS
                : new SqlText(
                    "(" + column + " IS NULL OR " + column + " NOT IN " + list + ")", values);
        default -> new SqlText(column + " " + operator + " ?", values);
      };
    }

    private SqlText json() {
      if (condition.operator() == Operator.NOT_EQUAL) {
        return SqlText.ALWAYS;
      }
      if (condition.values().size() != 1) {
        return name();
      }
      Object value = condition.values().get(0);
      Optional<BigDecimal> number =
          value instanceof BigDecimal known
              ? Optional.of(known)
              : Condition.number(value.toString());
      return number.map(this::digits).orElseGet(() -> text(value.toString())).orElseGet(this::name);
    }

    /** By the last name of the path: looking for more of them takes longer than it saves. */
    private SqlText name() {
      List<String> path = condition.field().path();
      String name = path.get(path.size() - 1);
      return isWrittenAsItIs(name) ? holds('"' + name + '"') : SqlText.ALWAYS;
    }

    private Optional<SqlText> text(String value) {
      return condition.operator().isRange() || value.isEmpty() || !isWrittenAsItIs(value)
          ? Optional.empty()
          : Optional.of(holds(value));
    }

    /**
     * By the digits of a number in order, with anything in between: 465000 may be written 4.65e5.
     */
    private Optional<SqlText> digits(BigDecimal number) {
      String digits = number.stripTrailingZeros().unscaledValue().abs().toString();
      if (condition.operator() != Operator.EQUAL || digits.length() < FEWEST_DIGITS) {
        return Optional.empty();
      }
      String pattern =
          digits.chars().limit(MOST_DIGITS).mapToObj(Character::toString).collect(joining("%"));
      String json = database.dialect().byCodePoint(column());
      return Optional.of(SqlText.of(json + " LIKE ?", "%" + pattern + "%"));
    }

    private SqlText holds(String text) {
      return SqlText.of(database.dialect().positionIn(column()) + " > 0", text);
    }

    /** Whether every JSON writer writes it unescaped. */
    private static boolean isWrittenAsItIs(String text) {
      return text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '/');
    }
  }
}
