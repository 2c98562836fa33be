package dev.eventlogger.query;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Event;
import java.math.BigDecimal;
import java.util.List;

/**
 * A condition on a field. It compares the {@linkplain Field#scalars scalars} of the field: the
 * value of one of the event's own fields, or the texts, numbers and booleans that a path leads to.
 * JSON's null, objects, and lists without scalars count as absent.
 *
 * <ul>
 *   <li>{@code =}: one of the scalars is one of the values. A text is that text, code point by code
 *       point (case and trailing blanks count); {@code true} and {@code false} are those texts; a
 *       number is every text that is a JSON number of the same value, so 5 equals {@code 5} and
 *       {@code 5.0}.
 *   <li>{@code !=}: not {@code =}; also for events without the field.
 *   <li>{@code <}, {@code <=}, {@code >}, {@code >=}: one of the scalars compares like that with
 *       the value. In data and context, numbers compare only with a number, and texts only with a
 *       text. Texts are compared by code point, so RFC 3339 times of the same form are in
 *       chronological order.
 *   <li>{@code contains}: one of the scalars is a text that contains the value, code point by code
 *       point.
 *   <li>{@code exists}: there is a scalar.
 * </ul>
 *
 * <p>The constructor takes values of any plain kind, and converts them to what stores get: for
 * {@code id} a {@code UUID}, for {@code created_at} an {@code Instant} of whole microseconds, for
 * {@code duration_ms} a {@code BigDecimal}, for a range in data and context a {@code BigDecimal} or
 * a {@code String}, and otherwise a {@code String}. A range of levels, which compares their
 * severity, becomes {@code =} with the names of the levels in it.
 *
 * @param values 1 to 1,000 for {@code =} and {@code !=}, none for {@code exists}, one for all
 *     others
 */
public record Condition(Field field, Operator operator, List<Object> values) {

  /** The most values that a field can be compared with at once. */
  public static final int MOST_VALUES = 1_000;

  public Condition {
    requireNonNull(field, "field");
    requireNonNull(operator, "operator");
    checkCount(field, operator, values.size());
    checkOperator(field, operator);
    if (field.part() == Field.Part.LEVEL && operator.isRange()) {
      values = ConditionValues.levels(operator, values.get(0));
      operator = Operator.EQUAL;
    } else {
      Operator compared = operator;
      values =
          values.stream()
              .map(value -> ConditionValues.of(field, compared, value))
              .distinct()
              .toList();
    }
  }

  /** A condition with values of any plain kind. */
  public static Condition of(Field field, Operator operator, Object... values) {
    return new Condition(field, operator, List.of(values));
  }

  /** The condition that a field is one of some values. */
  public static Condition equal(Field field, Object... values) {
    return of(field, Operator.EQUAL, values);
  }

  /**
   * The number that a text value of {@code =} or {@code !=} in data or context stands for too;
   * empty if there is none.
   */
  public static java.util.Optional<BigDecimal> number(String value) {
    return Numbers.read(value);
  }

  /** Whether the condition holds for an event. */
  public boolean matches(Event event) {
    return matches(EventValues.of(event));
  }

  boolean matches(EventValues event) {
    List<Object> scalars = event.of(field);
    return switch (operator) {
      case EXISTS -> !scalars.isEmpty();
      case NOT_EQUAL -> scalars.stream().noneMatch(this::isOneOfValues);
      case EQUAL -> scalars.stream().anyMatch(this::isOneOfValues);
      case CONTAINS -> scalars.stream().anyMatch(this::contains);
      default -> scalars.stream().anyMatch(this::isInRange);
    };
  }

  private boolean isOneOfValues(Object scalar) {
    return values.stream().anyMatch(value -> Comparison.isEqual(scalar, value));
  }

  private boolean contains(Object scalar) {
    return scalar instanceof String text && text.contains((String) values.get(0));
  }

  private boolean isInRange(Object scalar) {
    Object bound = values.get(0);
    return Comparison.areComparable(scalar, bound)
        && operator.takes(Comparison.compare(scalar, bound));
  }

  private static void checkCount(Field field, Operator operator, int count) {
    boolean several = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    int least = operator == Operator.EXISTS ? 0 : 1;
    int most = several ? MOST_VALUES : least;
    if (count < least || count > most) {
      throw new IllegalArgumentException(
          field
              + " "
              + operator
              + ": takes "
              + (least == most ? String.valueOf(most) : least + " to " + most)
              + (most == 1 ? " value" : " values")
              + ", not "
              + count);
    }
  }

  private static void checkOperator(Field field, Operator operator) {
    Field.Part part = field.part();
    boolean isText = part.isText() || part.isJson();
    if ((operator == Operator.CONTAINS && !isText)
        || (operator.isRange() && part == Field.Part.TYPE)) {
      throw new IllegalArgumentException(
          field + " " + operator + ": cannot be asked of " + field + "; use = or !=");
    }
  }

  /** Leaves out the values, which may be personal data. */
  @Override
  public String toString() {
    return "Condition[" + field + " " + operator + "]";
  }
}
