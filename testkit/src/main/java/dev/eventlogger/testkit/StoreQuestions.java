package dev.eventlogger.testkit;

import static dev.eventlogger.query.Operator.CONTAINS;
import static dev.eventlogger.query.Operator.EQUAL;
import static dev.eventlogger.query.Operator.EXISTS;
import static dev.eventlogger.query.Operator.NOT_EQUAL;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The conditions that the contract of stores queries. */
final class StoreQuestions {

  static final Field VALUE = Field.data("value");
  static final Field TEXT = Field.data("text");

  /** Fields of the data whose values have the same type in all events; see {@link StoreEvents}. */
  static final List<Field> UNIFORM =
      List.of(Field.data("count"), Field.data("ratio"), Field.data("label"), TEXT);

  private static final List<Operator> RANGES =
      Arrays.stream(Operator.values()).filter(Operator::isRange).toList();
  private static final List<String> PIECES =
      List.of(
          "R", "RUN", "UN ", "_", "%", "\\", "*", "'", "\"", "\n", "\uD83D\uDE00", "\u0301", "ong");

  private final List<Condition> conditions = new ArrayList<>();

  private StoreQuestions() {}

  /** Conditions on the event's own fields. */
  static List<Condition> ofEnvelope(List<Event> events) {
    StoreQuestions questions = new StoreQuestions();
    for (Field field : List.of(Field.UID, Field.SUBJECT, Field.MESSAGE, Field.NAME)) {
      questions.texts(field);
      questions.ranges(field, "R", "query-end", "query:3", "\uFF01", "\uD83D\uDE00", "a", "");
      PIECES.forEach(piece -> questions.add(field, CONTAINS, piece));
      questions.add(field, EXISTS);
    }
    questions.schemas();
    questions.constants();
    questions.numbersAndTimes(events);
    return questions.conditions;
  }

  private void texts(Field field) {
    StoreEvents.TEXTS.forEach(text -> add(field, EQUAL, text));
    add(field, NOT_EQUAL, "RUN");
    add(field, NOT_EQUAL, "RUN", "run", "", "query-start");
    add(field, EQUAL, "RUN", "run", "a", "query-start", "query:1");
  }

  private void schemas() {
    for (Field field : List.of(Field.SCHEMA, Field.SCHEMA_VERSION)) {
      add(field, EXISTS);
      add(field, EQUAL, "https://example.org/query", "1");
      add(field, NOT_EQUAL, "https://example.org/query", "1");
      add(field, CONTAINS, "example");
      ranges(field, "https://example.org/query", "1");
    }
  }

  private void constants() {
    for (EventType type : EventType.values()) {
      add(Field.TYPE, EQUAL, type);
      add(Field.TYPE, NOT_EQUAL, type);
    }
    add(Field.TYPE, EQUAL, EventType.API, EventType.VIEW);
    add(Field.TYPE, EXISTS);
    for (Level level : Level.values()) {
      add(Field.LEVEL, EQUAL, level);
      add(Field.LEVEL, NOT_EQUAL, level, Level.INFO);
      add(Field.LEVEL, Operator.AT_LEAST, level);
      add(Field.LEVEL, Operator.AT_MOST, level);
    }
  }

  private void numbersAndTimes(List<Event> events) {
    add(Field.DURATION_MS, EXISTS);
    add(Field.DURATION_MS, EQUAL, 5, "7.5");
    add(Field.DURATION_MS, NOT_EQUAL, 5);
    ranges(Field.DURATION_MS, 5, 7.5, 0);
    for (int i = 0; i < events.size(); i += 40) {
      Event event = events.get(i);
      add(Field.ID, EQUAL, event.id());
      add(Field.ID, NOT_EQUAL, event.id());
      ranges(Field.ID, event.id());
      add(Field.CREATED_AT, EQUAL, event.createdAt());
      add(Field.CREATED_AT, NOT_EQUAL, event.createdAt());
      ranges(Field.CREATED_AT, event.createdAt(), event.createdAt().plusNanos(1_000));
    }
  }

  /** Conditions on data and context that every store answers. */
  static List<Condition> ofData() {
    StoreQuestions questions = new StoreQuestions();
    StoreEvents.TEXTS.forEach(text -> questions.add(TEXT, EQUAL, text));
    StoreEvents.TEXTS.forEach(text -> questions.add(Field.data("element"), NOT_EQUAL, text));
    for (Field value : List.of(VALUE, Field.context("value"))) {
      for (Object wanted : wanted()) {
        questions.add(value, EQUAL, wanted);
        questions.add(value, NOT_EQUAL, wanted);
      }
      questions.add(value, EQUAL, "abc", 5, true);
      questions.add(value, NOT_EQUAL, "abc", 5, true);
      questions.add(value, EXISTS);
    }
    for (String name : StoreEvents.NAMES) {
      questions.add(Field.data(name), EXISTS);
      questions.add(Field.data(name), EQUAL, name);
      questions.add(Field.data("in", name), EQUAL, 7);
      questions.add(Field.data("in", name), NOT_EQUAL, 7);
    }
    questions.paths();
    return questions.conditions;
  }

  private static List<Object> wanted() {
    return List.of(
        5,
        -5,
        0,
        0.5,
        1_500,
        9_007_199_254_740_993L,
        Long.MAX_VALUE,
        true,
        false,
        "",
        "abc",
        "ABC",
        "null");
  }

  private void paths() {
    for (Field field :
        List.of(
            Field.data("error"),
            Field.data("error", "hash"),
            Field.data("error", "deep", "x"),
            Field.data("error", "deep", "x", "y"),
            Field.data("value", "5"),
            Field.data("value", "deep", "deeper"),
            Field.data("tags"),
            Field.data("count"),
            Field.data("no", "such", "path"),
            Field.context("user", "id"),
            Field.context("session"))) {
      add(field, EXISTS);
      add(field, EQUAL, "h1", "t1", true, 2, "abc", "s1", 5);
      add(field, NOT_EQUAL, "h1", "t1", true, 2, "abc", "s1");
    }
  }

  /** Ranges and {@code contains} on data: on fields of one type, or on all others. */
  static List<Condition> comparisons(boolean uniform) {
    StoreQuestions questions = new StoreQuestions();
    for (Field field :
        uniform ? UNIFORM : List.of(VALUE, Field.context("value"), Field.data("tags"))) {
      questions.ranges(
          field, 5, 0.5, -1, 9_007_199_254_740_992L, "abc", "t1", "", "R", "\uFF01", "5");
      List.of("a", "ab", "_", "%", "\\", "5", "t", "e")
          .forEach(piece -> questions.add(field, CONTAINS, piece));
    }
    if (!uniform) {
      questions.ranges(VALUE, "2026-02-01T00:00:00Z");
      questions.ranges(Field.data("when"), "2026-02-01T00:00:00Z");
      questions.ranges(Field.context("user", "id"), 2);
    }
    return questions.conditions;
  }

  /** Conditions that only a store which knows the shape of the data answers correctly. */
  static List<Condition> ofShapes() {
    StoreQuestions questions = new StoreQuestions();
    for (Field field :
        List.of(Field.data("shape"), Field.data("shape", "in"), Field.data("shape.in"))) {
      questions.add(field, EXISTS);
      questions.add(field, EQUAL, "x");
      questions.add(field, NOT_EQUAL, "x");
    }
    return questions.conditions;
  }

  private void ranges(Field field, Object... bounds) {
    for (Operator operator : RANGES) {
      for (Object bound : bounds) {
        add(field, operator, bound);
      }
    }
  }

  private void add(Field field, Operator operator, Object... values) {
    conditions.add(Condition.of(field, operator, values));
  }
}
