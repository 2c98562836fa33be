package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import dev.eventlogger.event.Timestamps;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a query from a filter. Immutable, thread-safe. */
final class FilterQuery {

  /** The field in which the server notes the fields of a document that it did not index. */
  static final String IGNORED = "_ignored";

  // The range of date_nanos.
  static final Instant FIRST = Instant.EPOCH;
  static final Instant LAST = Instant.parse("2262-04-11T23:47:16.854775Z");
  private static final int NANOS_PER_MILLI_DIGITS = 6;
  private static final String TIME = "@timestamp";
  private static final String DURATION = "event.duration";

  private final DataQuery data;

  FilterQuery(DataQuery data) {
    this.data = data;
  }

  /** The field of the index for a part of the event that is not a JSON object. */
  static String field(Field.Part part) {
    return switch (part) {
      case ID -> "event.id";
      case CREATED_AT -> TIME;
      case DURATION_MS -> DURATION;
      case UID -> "user.id";
      case TYPE -> "event_type";
      case NAME -> "event.action";
      case LEVEL -> "log.level";
      case SUBJECT -> "subject";
      case MESSAGE -> "message.keyword";
      case SCHEMA -> "schema.id";
      case SCHEMA_VERSION -> "schema.version";
      case DATA, CONTEXT -> throw new IllegalArgumentException(part + " is no one field");
    };
  }

  /** The events that a filter selects. */
  Candidates of(EventFilter filter) {
    List<Query> queries = new ArrayList<>();
    // Anything else in the index has no event id.
    queries.add(Queries.exists(field(Field.Part.ID)));
    List<Candidates> parts = new ArrayList<>();
    if (filter.since() != null) {
      parts.add(time(Operator.AT_LEAST, filter.since()));
    }
    if (filter.until() != null) {
      parts.add(time(Operator.LESS, filter.until()));
    }
    filter.conditions().forEach(condition -> parts.add(of(condition)));
    boolean isExact = true;
    Set<String> fields = new HashSet<>();
    for (Candidates part : parts) {
      queries.add(part.query());
      isExact &= part.isExact();
      fields.addAll(part.fields());
    }
    return new Candidates(Queries.all(queries), isExact, Set.copyOf(fields));
  }

  private Candidates of(Condition condition) {
    if (condition.operator() == Operator.NOT_EQUAL) {
      List<Object> values = condition.values();
      return of(new Condition(condition.field(), Operator.EQUAL, values)).not();
    }
    return switch (condition.field().part()) {
      case DATA, CONTEXT -> data.of(condition);
      case CREATED_AT -> times(condition);
      case DURATION_MS -> durations(condition);
      default -> texts(condition);
    };
  }

  private static Candidates texts(Condition condition) {
    String field = field(condition.field().part());
    Operator operator = condition.operator();
    if (operator == Operator.EQUAL) {
      return equal(field, condition.values().stream().map(Object::toString).toList());
    }
    Query query =
        switch (operator) {
          case EXISTS -> Queries.exists(field);
          case CONTAINS -> Queries.contains(field, condition.values().get(0).toString());
          default -> Queries.range(field, operator, condition.values().get(0).toString());
        };
    return orPassedOver(query, field);
  }

  private static Candidates equal(String field, List<String> values) {
    Query terms = Queries.terms(field, values);
    boolean areIndexed =
        values.stream().allMatch(value -> value.length() <= DocumentWriter.LONGEST_INDEXED);
    return areIndexed
        ? Candidates.exactly(terms)
        : Candidates.among(orPassedOver(terms, field).query());
  }

  /** What a query finds, plus what it cannot find because its value was not indexed. */
  static Candidates orPassedOver(Query query, String field) {
    return Candidates.exactly(Queries.any(query, Queries.term(IGNORED, field)), field);
  }

  private static Candidates times(Condition condition) {
    if (condition.operator() == Operator.EXISTS) {
      return Candidates.ALL;
    }
    if (condition.operator() != Operator.EQUAL) {
      return time(condition.operator(), (Instant) condition.values().get(0));
    }
    List<Query> equal =
        condition.values().stream()
            .map(Instant.class::cast)
            .filter(time -> !time.isBefore(FIRST) && !time.isAfter(LAST))
            .map(FilterQuery::at)
            .toList();
    return equal.isEmpty() ? Candidates.NONE : Candidates.exactly(Queries.any(equal));
  }

  private static Query at(Instant time) {
    String text = Timestamps.micros(time);
    return Queries.all(
        List.of(
            Queries.range(TIME, Operator.AT_LEAST, text),
            Queries.range(TIME, Operator.AT_MOST, text)));
  }

  private static Candidates time(Operator operator, Instant bound) {
    boolean takesEarly = operator == Operator.LESS || operator == Operator.AT_MOST;
    if (bound.isBefore(FIRST)) {
      return takesEarly ? Candidates.NONE : Candidates.ALL;
    }
    if (bound.isAfter(LAST)) {
      return takesEarly ? Candidates.ALL : Candidates.NONE;
    }
    return Candidates.exactly(Queries.range(TIME, operator, Timestamps.micros(bound)));
  }

  private static Candidates durations(Condition condition) {
    if (condition.operator() == Operator.EXISTS) {
      return orPassedOver(Queries.exists(DURATION), DURATION);
    }
    if (condition.operator() == Operator.EQUAL) {
      List<Long> equal =
          condition.values().stream()
              .map(value -> whole(nanos(value)))
              .filter(Objects::nonNull)
              .toList();
      Query terms = Queries.terms(DURATION, equal);
      return equal.size() == condition.values().size()
          ? Candidates.exactly(terms)
          : Candidates.among(orPassedOver(terms, DURATION).query());
    }
    return orPassedOver(duration(condition.operator(), nanos(condition.values().get(0))), DURATION);
  }

  private static Query duration(Operator operator, BigDecimal bound) {
    boolean takesShort = operator == Operator.LESS || operator == Operator.AT_MOST;
    // Rounded so that whole numbers of nanoseconds compare the same way.
    BigInteger whole =
        bound
            .setScale(0, takesRounded(operator) ? RoundingMode.FLOOR : RoundingMode.CEILING)
            .toBigInteger();
    if (whole.bitLength() < Long.SIZE) {
      return Queries.range(DURATION, operator, whole.longValue());
    }
    boolean takesAll = takesShort == (whole.signum() > 0);
    return takesAll ? Queries.exists(DURATION) : Candidates.NONE.query();
  }

  /** Whether a bound between two whole numbers may be moved to the lower one. */
  private static boolean takesRounded(Operator operator) {
    return operator == Operator.AT_MOST || operator == Operator.GREATER;
  }

  static BigDecimal nanos(Object millis) {
    return ((BigDecimal) millis).movePointRight(NANOS_PER_MILLI_DIGITS);
  }

  static @Nullable Long whole(BigDecimal nanos) {
    try {
      return nanos.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }
}
