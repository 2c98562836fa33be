package dev.eventlogger.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.SchemaRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The events that the contract delivers. Each says in {@code message} or data what it tests. */
final class ContractEvents {

  private static final int LARGE = 1_000_000;

  private ContractEvents() {}

  /** Ordinary events, all different. */
  static List<Event> clicks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> click(Map.of("element", "RUN_BUTTON", "number", i)))
        .toList();
  }

  static Event click(Map<String, ?> data) {
    return Event.of(EventDraft.of(EventType.CLICK).uid("42").data(data));
  }

  /**
   * An event of a size that every known destination takes: CloudWatch's limit is 1,048,550 bytes.
   */
  static Event large() {
    int envelope = click(Map.of("text", "")).size();
    return click(Map.of("text", "x".repeat(LARGE - envelope)));
  }

  /** Events with everything that an event may hold, and with as little as it may. */
  static List<Event> ofEveryKind() {
    List<Event> events = new ArrayList<>();
    for (EventType type : EventType.values()) {
      events.add(Event.of(EventDraft.of(type)));
    }
    for (Level level : Level.values()) {
      events.add(Event.of(EventDraft.named("level-" + level).level(level)));
    }
    events.add(Event.of(EventDraft.of(new SchemaRef("https://example.org/query-run", "1.0"))));
    events.add(Event.of(full()));
    values().forEach((name, value) -> events.add(value(name, value)));
    return events;
  }

  private static EventDraft full() {
    return EventDraft.of(EventType.API)
        .name("query-run")
        .level(Level.AUDIT)
        .uid("42")
        .subject("query:42")
        .message("ran a query")
        .duration(Duration.ofNanos(12_500_001))
        .schema(new SchemaRef("query-run", "2"))
        .context(Map.of("user.id", 7, "session", "s1"))
        .data(Map.of("route", "/query/<int:id>", "params", Map.of("id", List.of(1, 2))));
  }

  private static Event value(String name, @Nullable Object value) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("value", value);
    return Event.of(EventDraft.named("value").message(name).data(data));
  }

  private static Map<String, @Nullable Object> values() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("null", null);
    values.put("true", true);
    values.put("the largest long", Long.MAX_VALUE);
    values.put("the smallest long", Long.MIN_VALUE);
    values.put("an integer that is no double", 9_007_199_254_740_993L);
    values.put("an integer beyond long", new BigInteger("123456789012345678901234567890"));
    values.put("a fraction", 0.1);
    values.put("a small fraction", 1e-7);
    values.put("a fraction that is no double", new BigDecimal("0.12345678901234567890123"));
    values.put("an empty text", "");
    values.put("an empty list", List.of());
    values.put("an empty object", Map.of());
    values.put("a list of nulls", Arrays.asList(null, null));
    values.put("kinds mixed in a list", Arrays.asList(1, "1", true, null, List.of(), Map.of()));
    values.put("nested 30 deep", nested(30));
    return values;
  }

  private static Object nested(int depth) {
    return depth == 0 ? "bottom" : Map.of("below", List.of(nested(depth - 1)));
  }

  /** Events with text that breaks lines, quoting, encodings and displays, wherever text may be. */
  static List<Event> withAwkwardText() {
    return awkwardTexts().flatMap(ContractEvents::everywhere).toList();
  }

  private static Stream<String> awkwardTexts() {
    return Stream.of(
        "first\nsecond\r\nthird\rfourth\tfifth",
        "\b\f\u0001\u001b[31mred\u001b[0m\u007f\u0080\u009b31m",
        "\" \\ / ' ` \\n \\u0041 %s ${x} {} <b>&amp; ; -- DROP",
        "\u2028 line \u2029 paragraph \u0085 next",
        "\uD83D\uDE00 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDE9\uD83C\uDDEA",
        "e\u0301 \u00e9 a\u0308\u0323 \uFB01 \u0130 \u00DF",
        "\u05E9\u05DC\u05D5\u05DD \u202Egpj.exe\u202C \u2066x\u2069 \u200F\u061C",
        "\uFEFF bom \u200B zero \uFFFD \uFFFF \uDBFF\uDFFD",
        " leading and trailing ",
        "",
        "null");
  }

  private static Stream<Event> everywhere(String text) {
    EventDraft fields = EventDraft.named("text").uid(text).subject(text).message(text);
    return Stream.of(
            fields.context(Map.of("value", text)),
            EventDraft.named("text").data(Map.of("value", text, "list", List.of(text))),
            EventDraft.named("text").data(Map.of("object", Map.of(text, 1))))
        .map(Event::of);
  }

  /** Events with keys that are not identifiers. */
  static List<Event> withAwkwardKeys() {
    return Stream.of(
            "",
            " ",
            "a.b",
            "a..b",
            ".",
            "a b",
            "a\"b",
            "$set",
            "@timestamp",
            "_id",
            "k".repeat(5_000))
        .map(key -> click(Map.of(key, 1, "inner", Map.of(key, 2))))
        .toList();
  }

  /** An event with NUL, which some databases refuse in text. */
  static Event withNul() {
    return click(Map.of("value", "a\u0000b"));
  }

  /** Events from times that most destinations do not expect. */
  static List<Event> fromOtherDays() {
    Instant now = Instant.now();
    return Stream.of(
            now.minus(Duration.ofDays(1)),
            now.minus(Duration.ofDays(400)),
            now.plus(Duration.ofDays(1)),
            Instant.EPOCH,
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Instant.parse("2000-02-29T12:00:00Z"),
            Instant.parse("9999-12-31T23:59:59.999999Z"))
        .map(time -> Event.of(EventDraft.of(EventType.VIEW).createdAt(time)))
        .toList();
  }

  static byte[] canonicalBytes(Event event) {
    return event.toJson().getBytes(UTF_8);
  }
}
