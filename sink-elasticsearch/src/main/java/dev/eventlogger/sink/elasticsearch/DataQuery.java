package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.sink.elasticsearch.TypedData.FieldType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes queries from conditions on data and context, whose values are indexed as one flattened
 * field. Immutable, thread-safe.
 *
 * <p>A flattened field knows the text of each value and the dotted names that lead to it, through
 * lists too. So what it finds is checked again, and it is only asked questions whose answers are
 * certain to include all the events.
 */
final class DataQuery {

  private final StoredTypes types;

  DataQuery(StoredTypes types) {
    this.types = types;
  }

  /**
   * Events that include all for which a condition other than {@code !=} holds.
   *
   * @throws UnsupportedQueryException if the condition needs a typed field, and there is none
   */
  Candidates of(Condition condition) {
    String flat = flat(condition.field());
    Query query =
        switch (condition.operator()) {
          case EXISTS -> exists(flat);
          case EQUAL -> equal(flat, condition.values());
          default -> typed(condition, flat);
        };
    return Candidates.among(Queries.any(query, Queries.term(DocumentWriter.PARTLY_INDEXED, true)));
  }

  private static String flat(Field field) {
    return root(field.part()) + "." + String.join(".", field.path());
  }

  /** The flattened field that holds data or context. */
  static String root(Field.Part part) {
    return part == Field.Part.DATA ? "event_data" : "context";
  }

  /** Not the query of that name, in which a star in a name matches any name. */
  private static Query exists(String flat) {
    return Queries.prefix(flat, "");
  }

  private static Query equal(String field, List<Object> values) {
    List<Query> any = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add((String) value);
      Condition.number((String) value).ifPresent(number -> addNumber(number, field, texts, any));
    }
    any.add(Queries.terms(field, texts));
    return Queries.any(any);
  }

  /** Adds every way in which a number may be written: with trailing zeros, or with an exponent. */
  private static void addNumber(
      BigDecimal number, String field, List<String> texts, List<Query> any) {
    BigDecimal bare = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    String plain = bare.toPlainString();
    texts.add(plain);
    any.add(Queries.prefix(field, plain.indexOf('.') < 0 ? plain + "." : plain));
    String digits = bare.unscaledValue().abs().toString();
    String sign = bare.signum() < 0 ? "-" : "";
    if (bare.signum() == 0) {
      any.add(Queries.prefix(field, "-0"));
    }
    if (digits.length() == 1) {
      any.add(Queries.prefix(field, sign + digits + "E"));
      any.add(Queries.prefix(field, sign + digits + "."));
    } else {
      any.add(Queries.prefix(field, sign + digits.charAt(0) + "." + digits.substring(1)));
    }
  }

  private Query typed(Condition condition, String flat) {
    Field field = condition.field();
    if (!types.areAsked()) {
      return exists(flat); // no index can hold any such event
    }
    FieldType type = types.find(field).orElseThrow(() -> unsupported(condition));
    Operator operator = condition.operator();
    Object bound = condition.values().get(0);
    if (!type.takes(bound)) {
      // The condition can hold only for a value of the other kind.
      return exists(flat);
    }
    String typed = StoredTypes.name(field);
    Query query =
        bound instanceof BigDecimal number
            ? Queries.range(typed, orEqual(operator), TypedData.nearest(number))
            : operator == Operator.CONTAINS
                ? Queries.contains(typed, (String) bound)
                : Queries.range(typed, operator, bound);
    return FilterQuery.orPassedOver(query, typed).query();
  }

  /** Two different numbers may have the same nearest double. */
  private static Operator orEqual(Operator operator) {
    return switch (operator) {
      case LESS -> Operator.AT_MOST;
      case GREATER -> Operator.AT_LEAST;
      default -> operator;
    };
  }

  private static UnsupportedQueryException unsupported(Condition condition) {
    return new UnsupportedQueryException(
        condition.field()
            + " "
            + condition.operator()
            + ": Elasticsearch compares data by =, != and exists, and otherwise only fields that a"
            + " registered schema gives the type string, integer or number, in indices that were"
            + " made with typed_fields: schema");
  }
}
