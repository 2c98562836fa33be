package dev.eventlogger.server.view;

import dev.eventlogger.query.Operator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator of Gramex, which stands between a column and the {@code =} of a parameter. So {@code
 * x>=5} is the parameter {@code x>} with the value 5, and means greater than 5.
 *
 * @see <a href="https://github.com/gramener/gramex/blob/master/gramex/data.py">gramex/data.py</a>
 */
enum ViewOperator {
  /** Is one of the values; without a value, is not null. */
  IS("", Operator.EQUAL),
  /** Is none of the values, or is null; without a value, is null. */
  IS_NOT("!", Operator.NOT_EQUAL),
  /** Is greater than the least of the values. */
  GREATER(">", Operator.GREATER),
  /** Is the least of the values or greater. */
  AT_LEAST(">~", Operator.AT_LEAST),
  /** Is less than the greatest of the values. */
  LESS("<", Operator.LESS),
  /** Is the greatest of the values or less. */
  AT_MOST("<~", Operator.AT_MOST),
  /** Is a text with the value in it. */
  CONTAINS("~", Operator.CONTAINS),
  /** Is a text without the value in it. */
  CONTAINS_NOT("!~", null),
  /** Like {@link #CONTAINS}, ignoring case. */
  CONTAINS_ANY_CASE("*", null),
  /** Like {@link #CONTAINS_NOT}, ignoring case. */
  CONTAINS_NOT_ANY_CASE("!*", null);

  private static final List<ViewOperator> LONGEST_FIRST =
      Arrays.stream(values())
          .sorted(Comparator.comparing((ViewOperator o) -> o.suffix.length()).reversed())
          .toList();

  private final String suffix;
  private final @Nullable Operator operator;

  ViewOperator(String suffix, @Nullable Operator operator) {
    this.suffix = suffix;
    this.operator = operator;
  }

  /** The operator that a parameter's name ends with. */
  static ViewOperator of(String name) {
    return LONGEST_FIRST.stream()
        .filter(operator -> name.endsWith(operator.suffix))
        .findFirst()
        .orElse(IS);
  }

  /** The operator as it is written in a parameter's name. */
  String suffix() {
    return suffix;
  }

  /** The operator for stores; null if they have none like it. */
  @Nullable Operator operator() {
    return operator;
  }

  /** Whether the least of several values counts, not the greatest. */
  boolean takesLeast() {
    return this == GREATER || this == AT_LEAST;
  }
}
