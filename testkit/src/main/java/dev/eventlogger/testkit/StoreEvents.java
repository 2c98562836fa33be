package dev.eventlogger.testkit;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.SchemaRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events that the contract of stores queries: the same in every run, and awkward. */
final class StoreEvents {

  static final Instant BEGIN = Instant.parse("2026-01-20T00:00:00Z");
  static final Instant END = Instant.parse("2026-03-10T00:00:00Z");

  /** Texts that equal others if case, blanks, wildcards or escapes are misinterpreted. */
  static final List<String> TEXTS =
      List.of(
          "RUN",
          "run",
          "RUN ",
          " RUN",
          "R_N",
          "R%N",
          "R\\N",
          "R*N",
          "'; drop table event_logs; --",
          "' OR '1'='1",
          "\"quoted\" and `ticked`",
          "line\nbreak\ttab\r",
          "Stra\u00DFe",
          "Strasse",
          "STRASSE",
          "e\u0301",
          "\u00E9",
          "\uFF01 full width",
          "\uD83D\uDE00 smile",
          "5",
          "5.0",
          "true",
          "null",
          "",
          "long".repeat(2_500));

  /** Names of members with a special meaning to a database, a path or a query. */
  static final List<String> NAMES =
      List.of(
          "plain",
          "two words",
          "O'Neil",
          "'; drop table event_logs; --",
          "say \"hi\"",
          "back\\slash",
          "per%cent_",
          "$.dollar",
          "[0]",
          "0",
          "*",
          "?",
          "@at:colon",
          "{brace}",
          "null",
          "new\nline",
          "\u043A\u043B\u044E\u0447",
          "\uD83D\uDE00",
          "n".repeat(200));

  private static final List<String> UIDS =
      List.of(
          "1", "2", "3", "a", "A", "a ", "%", "_", "' OR '1'='1", "\uD83D\uDE00", "\uFF01", "0");
  private static final List<String> WORDS =
      List.of("query-start", "query-end", "error", "Query-Start", "click", "\u00FCbung");
  private static final int MANY = 300;

  private final Random random = new Random(42);
  private int made;

  private StoreEvents() {}

  /**
   * Returns the events, in no particular order.
   *
   * @param earliest the time of the earliest
   * @param latest the time of the latest
   */
  static List<Event> all(Instant earliest, Instant latest) {
    StoreEvents events = new StoreEvents();
    List<Event> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(events.ordinary());
    }
    TEXTS.forEach(text -> all.add(events.withText(text)));
    NAMES.forEach(name -> all.add(events.withName(name)));
    values().forEach(value -> all.add(events.withValue(value)));
    events.shapes().forEach(shape -> all.add(events.event(shape)));
    for (Instant time : times(earliest, latest)) {
      all.add(events.event(events.draft("time").createdAt(time)));
    }
    return all;
  }

  private Event ordinary() {
    EventDraft draft =
        draft(pick(WORDS))
            .createdAt(time())
            .uid(random.nextInt(5) == 0 ? null : pick(UIDS))
            .level(pick(List.of(Level.values())))
            .type(random.nextInt(4) == 0 ? null : pick(List.of(EventType.values())));
    if (random.nextBoolean()) {
      draft.duration(Duration.ofMillis(random.nextInt(20)).plusNanos(500_000L * random.nextInt(2)));
    }
    if (random.nextBoolean()) {
      draft.subject("query:" + random.nextInt(6)).message("took " + random.nextInt(9) + " %");
    }
    if (random.nextInt(3) == 0) {
      String version = String.valueOf(1 + random.nextInt(2));
      draft.schema(new SchemaRef("https://example.org/query", version));
    }
    return event(draft.data(data()).context(Map.of("user.id", random.nextInt(4), "session", "s1")));
  }

  /**
   * Fields that always have the same type: count is a whole number, ratio a fraction, label a text.
   */
  private Map<String, Object> data() {
    Map<String, Object> data = new HashMap<>();
    data.put("label", pick(List.of("alpha", "beta", "Beta", "gamma_1", "gamma%1")));
    if (random.nextBoolean()) {
      data.put("count", random.nextInt(12) - 3);
      data.put("ratio", (random.nextInt(40) + 0.5) / 4);
    }
    if (random.nextBoolean()) {
      data.put("error", Map.of("hash", "h" + random.nextInt(4), "deep", Map.of("x", true)));
      data.put("tags", List.of("t" + random.nextInt(3), "t" + random.nextInt(3)));
    }
    data.put("when", time().toString());
    return data;
  }

  private Event withText(String text) {
    EventDraft draft = draft("text").message(text).data(Map.of("text", text, "element", text));
    return event(text.length() > 100 ? draft : draft.uid(text).subject(text));
  }

  private Event withName(String name) {
    return event(draft("name").data(Map.of(name, name, "in", Map.of(name, 7))));
  }

  private Event withValue(@Nullable Object value) {
    Map<String, @Nullable Object> data = new HashMap<>();
    data.put("value", value);
    return event(draft("value").data(data).context(data));
  }

  /** The values that a path may lead to. */
  private static List<@Nullable Object> values() {
    return Arrays.asList(
        null,
        5,
        5.0,
        "5",
        -5,
        0,
        0.5,
        10,
        100,
        1_500,
        1_500.0,
        new BigDecimal("1.5E+3"),
        "1500",
        15_000,
        9_007_199_254_740_992L,
        9_007_199_254_740_993L,
        Long.MAX_VALUE,
        true,
        false,
        "true",
        "",
        "abc",
        "abd",
        "B",
        "2026-01-31T23:59:59Z",
        "2026-02-01T00:00:00Z",
        List.of(),
        List.of(5, "x"),
        List.of("abc", "x", "x"),
        List.of(true, 1),
        Arrays.asList(null, "abc"),
        Map.of(),
        Map.of("5", "abc"),
        Map.of("deep", Map.of("deeper", 5)));
  }

  /** Events that only a store which knows the shape of the data can tell apart. */
  private List<EventDraft> shapes() {
    return List.of(
        draft("shape").data(Map.of("shape", Map.of("in", "x"))),
        draft("shape").data(Map.of("shape.in", "x")),
        draft("shape").data(Map.of("shape", List.of(Map.of("in", "x")))),
        draft("shape").data(Map.of("shape", List.of(List.of("x")))),
        draft("shape").data(Map.of("shape", List.of("x"))),
        draft("shape").data(Map.of("shape", "x")));
  }

  private static List<Instant> times(Instant earliest, Instant latest) {
    return List.of(
        earliest,
        latest,
        Instant.parse("2026-02-01T00:00:00Z").minusNanos(1_000),
        Instant.parse("2026-02-01T00:00:00Z"),
        Instant.parse("2026-02-01T00:00:00.000001Z"),
        Instant.parse("2026-03-01T23:59:59.999999Z"),
        Instant.parse("2026-03-02T00:00:00Z"),
        Instant.parse("2026-02-02T00:00:00Z"));
  }

  private EventDraft draft(String name) {
    return EventDraft.named(name).createdAt(time());
  }

  private Event event(EventDraft draft) {
    // Ids are not in the order of time, and are negative when taken as signed numbers.
    long high = (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x7000L;
    long low = (++made & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return Event.of(draft.trustedId(new UUID(high, low)));
  }

  /** A random time, sometimes with microseconds; some times are equal. */
  private Instant time() {
    long hours = Duration.between(BEGIN, END).toHours();
    Instant hour = BEGIN.plus(Duration.ofHours((long) (random.nextDouble() * hours)));
    return random.nextInt(3) == 0 ? hour : hour.plusNanos(1_000L * random.nextInt(1_000_000));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
