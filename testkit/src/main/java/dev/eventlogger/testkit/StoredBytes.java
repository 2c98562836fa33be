package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a store returns events byte for byte. It must if {@link EventStore#keepsBytes} is
 * true. Has the events that are most likely to come back slightly different, and the comparison.
 * Part of {@link EventStoreContract}; public for tests of stores that cannot extend that.
 */
public final class StoredBytes {

  /** The name of all these events. */
  public static final String NAME = "bytes";

  private static final int PAGE = 37;
  // CanonicalJson.MAX_DEPTH counts from event_data; this from one level below.
  private static final int DEPTH = CanonicalJson.MAX_DEPTH - 1;

  private final Instant time;
  private final List<Event> events = new ArrayList<>();

  private StoredBytes(Instant time) {
    this.time = time;
  }

  /**
   * Returns the events, whose times differ by some microseconds.
   *
   * @param time about when they happened; the destination must accept that time
   */
  public static List<Event> events(Instant time) {
    StoredBytes bytes = new StoredBytes(time);
    bytes.withNumbers();
    bytes.withTexts();
    bytes.withNames();
    bytes.withTimes();
    bytes.withEnvelopes();
    bytes.add(bytes.draft().data(Map.of("deep", nested(DEPTH))));
    bytes.add(bytes.draft().data(Map.of("long", "\u00E9\u0001\"x".repeat(90_000))));
    return List.copyOf(bytes.events);
  }

  /** Reads all events of that name, page by page in both directions, and compares their bytes. */
  public static void assertKept(Collection<Event> written, EventStore store) {
    for (Sort sort : List.of(Sort.EARLIEST_FIRST, Sort.LATEST_FIRST)) {
      Map<UUID, String> left = new HashMap<>();
      written.forEach(event -> left.put(event.id(), event.toJson()));
      EventFilter filter = EventFilter.of(Condition.equal(Field.NAME, NAME));
      EventQuery query = new EventQuery(filter, sort, PAGE, null);
      EventPage page = store.find(query);
      while (true) {
        for (Event event : page.events()) {
          assertThat(event.toJson())
              .as("the event as it came back, sorted by %s", sort)
              .isEqualTo(left.remove(event.id()));
        }
        if (page.next() == null) {
          break;
        }
        page = store.find(query.after(page.next()));
      }
      assertThat(left.values()).as("what did not come back").isEmpty();
    }
  }

  private EventDraft draft() {
    return EventDraft.named(NAME).createdAt(time.plusNanos(1_000L * events.size()));
  }

  private void add(EventDraft draft) {
    events.add(Event.of(draft));
  }

  /** Numbers must come back as written; a store that parses them may write them in another way. */
  private void withNumbers() {
    for (Number number : numbers()) {
      add(draft().data(Map.of("number", number, "list", List.of(number, number))));
    }
  }

  private static List<Number> numbers() {
    return List.of(
        0,
        -0.0,
        0.0,
        1,
        1.0,
        new BigDecimal("1.00"),
        new BigDecimal("1E+2"),
        new BigDecimal("1E2"),
        100,
        1e2,
        1e21,
        1e-7,
        4.9e-324,
        1.7976931348623157e308,
        0.1f,
        new BigDecimal("1e400"),
        new BigDecimal("-1.5e-400"),
        new BigDecimal("0E-10"),
        new BigDecimal("0.1000"),
        new BigDecimal("0.12345678901234567890123456789"),
        new BigDecimal("9".repeat(900)),
        new BigDecimal("-0." + "1".repeat(900)),
        new BigInteger("-123456789012345678901234567890"),
        9_007_199_254_740_993L,
        Long.MIN_VALUE,
        Long.MAX_VALUE);
  }

  private void withTexts() {
    StringBuilder controls = new StringBuilder();
    for (char c = 0; c <= 0xA0; c++) {
      controls.append(c);
    }
    for (String text : texts(controls.toString())) {
      String name = text.replace("\u0000", "0"); // some destinations refuse NUL in a name
      add(draft().data(Map.of("text", text, "list", List.of(text), "name", Map.of(name, 1))));
      add(draft().uid(text).subject(text).message(text).context(Map.of("text", text)));
    }
  }

  private static List<String> texts(String controls) {
    return List.of(
        "",
        " ",
        " before and after ",
        controls,
        "\b\f\n\r\t/\\\"'",
        "\u0000",
        "a\u001A0000b\u001A\u001A001a",
        "\\u0000 \\u001a \\ud83d",
        "\u2028\u2029\u0085\uFEFF\uFFFD\uFFFE\uFFFF",
        "e\u0301 \u00E9 \uFB01 \u0130 \u1E9E",
        "\uD83D\uDE00\uDBFF\uDFFF \uD800\uDC00",
        "<b>&amp;</b>",
        "{\"a\":1.0}",
        "null",
        "1E+2",
        "2026-01-02T03:04:05.000000Z");
  }

  private void withNames() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    for (String name : List.of("z", "", "a", "A", "10", "9", " ", "id", "_aws", "@timestamp")) {
      data.put(name, null);
    }
    add(draft().data(Map.of("members", data)));
    Map<String, Object> turned = new LinkedHashMap<>();
    for (String name : List.of("b", "a", "c.d", "c", "log", "event", "user")) {
      turned.put(name, new LinkedHashMap<>(Map.of(name, name)));
    }
    add(draft().data(turned).context(Map.of("trace_id", "t", "z", 1, "a", Arrays.asList(1, null))));
    add(draft().data(Map.of()).context(Map.of("empty", Map.of(), "none", List.of())));
  }

  /** A time has six digits after the point, however many it was given. */
  private void withTimes() {
    Instant second = time.truncatedTo(ChronoUnit.SECONDS);
    for (long nanos : List.of(0L, 100_000_000L, 120_000_000L, 1_000_000L, 1_000L, 123_456_789L)) {
      add(draft().createdAt(second.plusNanos(nanos)));
    }
    List<Duration> durations =
        List.of(
            Duration.ZERO,
            Duration.ofNanos(1),
            Duration.ofNanos(1_000_000),
            Duration.ofNanos(12_500_000),
            Duration.ofMillis(100),
            Duration.ofDays(365_000).plusNanos(10));
    durations.forEach(duration -> add(draft().duration(duration)));
  }

  private void withEnvelopes() {
    for (EventType type : EventType.values()) {
      add(EventDraft.of(type).name(NAME).createdAt(time));
    }
    for (Level level : Level.values()) {
      add(draft().level(level));
    }
    add(draft().schema(new SchemaRef("https://example.org/\"\b\u00E9", "1.0\u0001")));
    add(draft().uid(null).subject("").message("m".repeat(70_000)));
    add(draft().uid("\uD83D\uDE00".repeat(250)).subject("\u00E9".repeat(500)));
  }

  private static Object nested(int depth) {
    return depth == 0 ? 1.0 : depth % 2 == 0 ? List.of(nested(depth - 1)) : member(depth);
  }

  private static Object member(int depth) {
    return Map.of("", nested(depth - 1));
  }
}
