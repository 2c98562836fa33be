package dev.eventlogger.cli.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.JsonText;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.text.FilterText;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A question as the parameters of a URL. For one thread. */
final class QuestionText {

  private final List<String> parameters = new ArrayList<>();

  /** A question without parameters yet. */
  QuestionText() {}

  /** A question about the events of a filter. */
  QuestionText(EventFilter filter) {
    put("since", filter.since() == null ? FilterText.ALL : filter.since().toString());
    if (filter.until() != null) {
      put("until", filter.until().toString());
    }
    Set<Field> named = new HashSet<>();
    for (Condition condition : filter.conditions()) {
      boolean hasParameter =
          condition.operator() == Operator.EQUAL
              && FilterText.FIELDS.contains(condition.field())
              && named.add(condition.field());
      if (hasParameter) {
        condition.values().forEach(value -> put(condition.field().toString(), value.toString()));
      } else {
        wheres(condition);
      }
    }
  }

  /**
   * Adds a condition: one parameter for each value if all of them must hold; alternatives cannot be
   * asked for.
   */
  private void wheres(Condition condition) {
    Operator operator = condition.operator();
    List<Object> values = condition.values();
    if (operator == Operator.EXISTS) {
      put("where", condition.field() + " exists");
    } else if (values.size() == 1 || operator == Operator.NOT_EQUAL) {
      values.forEach(
          value -> put("where", condition.field() + " " + operator.symbol() + " " + text(value)));
    } else {
      throw new UnsupportedQueryException(
          condition.field() + " =: a server can be asked for one value of it at a time");
    }
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : JsonText.of(value.toString());
  }

  /** Adds a parameter, unless it has no value. */
  QuestionText put(String name, @Nullable Object value) {
    if (value != null) {
      parameters.add(name + "=" + URLEncoder.encode(value.toString(), UTF_8));
    }
    return this;
  }

  /** As it follows the question mark. */
  @Override
  public String toString() {
    return String.join("&", parameters);
  }
}
