package dev.eventlogger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Date;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of each kind of value that an application may put into an event. */
class EventDataTest {

  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final LocalDateTime LOCAL = LocalDateTime.of(2026, 11, 21, 5, 14);
  private static final String NOT_JSON =
      ", which is not JSON; pass a Map, List, text, number, boolean or null";

  @SuppressWarnings("JavaUtilDate")
  static Stream<Arguments> plainValues() throws IOException {
    UUID id = UUID.fromString("0193C5D0-0000-7000-8000-00000000000a");
    return Stream.of(
        arguments("text", "\"text\""),
        arguments(7, "7"),
        arguments(Long.MIN_VALUE, "-9223372036854775808"),
        arguments(Long.MAX_VALUE, "9223372036854775807"),
        arguments((short) -5, "-5"),
        arguments((byte) 5, "5"),
        arguments(1.5, "1.5"),
        arguments(0.1f, "0.1"),
        arguments(1e300, "1.0E300"),
        arguments(new AtomicInteger(3), "3"),
        arguments(new AtomicLong(4), "4"),
        arguments(new BigInteger("123456789012345678901"), "123456789012345678901"),
        arguments(new BigDecimal("0.10"), "0.10"),
        arguments(new BigDecimal("1e1000000"), "1E+1000000"),
        arguments(true, "true"),
        arguments(null, "null"),
        arguments('c', "\"c\""),
        arguments(CharBuffer.wrap("built"), "\"built\""),
        arguments(DayOfWeek.MONDAY, "\"MONDAY\""),
        arguments(id, "\"0193c5d0-0000-7000-8000-00000000000a\""),
        arguments(URI.create("https://example.org/a"), "\"https://example.org/a\""),
        arguments(Path.of("a", "b"), "\"a/b\""),
        arguments(Instant.EPOCH, "\"1970-01-01T00:00:00Z\""),
        arguments(LOCAL.atOffset(ZoneOffset.ofHours(6)), "\"2026-11-21T05:14:00+06:00\""),
        arguments(LOCAL.atZone(ZoneId.of("Europe/Berlin")), "\"2026-11-21T05:14:00+01:00\""),
        arguments(LOCAL, "\"2026-11-21T05:14\""),
        arguments(LocalDate.of(2026, 11, 21), "\"2026-11-21\""),
        arguments(new Date(0), "\"1970-01-01T00:00:00Z\""),
        arguments(Duration.ofSeconds(90), "\"PT1M30S\""),
        arguments(Optional.of(1), "1"),
        arguments(Optional.empty(), "null"),
        arguments(List.of(1, "a", List.of()), "[1,\"a\",[]]"),
        arguments(Collections.singleton(1), "[1]"),
        arguments(new int[] {1, 2}, "[1,2]"),
        arguments(new String[] {"a", null}, "[\"a\",null]"),
        arguments(new Object[][] {{1}, {}}, "[[1],[]]"),
        arguments(Map.of("a", Map.of()), "{\"a\":{}}"),
        arguments(Map.of(1, "number"), "{\"1\":\"number\"}"),
        arguments(Map.of(DayOfWeek.MONDAY, "enum"), "{\"MONDAY\":\"enum\"}"),
        arguments(Map.of(id, "uuid"), "{\"0193c5d0-0000-7000-8000-00000000000a\":\"uuid\"}"),
        arguments(
            JACKSON.readTree("{\"a\":[1,2.5,\"x\",true,null,{}]}"),
            "{\"a\":[1,2.5,\"x\",true,null,{}]}"),
        arguments(JsonNodeFactory.instance.missingNode(), "null"));
  }

  @ParameterizedTest
  @MethodSource("plainValues")
  void hasAPlainMeaning(Object value, String json) throws IOException {
    Event event = Event.of(draft(value));

    assertThat(event.toJson()).endsWith("\"event_data\":{\"a\":" + json + "}}");
    assertThat(JACKSON.readTree(event.toJson())).isNotNull();
    assertThat(event.data()).containsKey("a");
  }

  static Stream<Arguments> otherValues() {
    return Stream.of(
        arguments(Double.NaN, "/a: is NaN, which is not a JSON number"),
        arguments(Float.NEGATIVE_INFINITY, "/a: is -Infinity, which is not a JSON number"),
        arguments(
            JsonNodeFactory.instance.numberNode(Double.NaN),
            "/a: is NaN, which is not a JSON number"),
        arguments(
            BigInteger.TEN.pow(1000), "/a: is a number of more than 1000 digits; pass it as text"),
        arguments(
            new BigDecimal(BigInteger.TEN.pow(2000), 5),
            "/a: is a number of more than 1000 digits; pass it as text"),
        arguments(new byte[1], "/a: is a byte[], which is not JSON; pass it as Base64 text"),
        arguments(new Thing("secret"), "/a: is a " + Thing.class.getName() + NOT_JSON),
        arguments(Stream.of(1), "/a: is a java.util.stream.ReferencePipeline$Head" + NOT_JSON),
        arguments(
            JsonNodeFactory.instance.binaryNode(new byte[1]),
            "/a: is a com.fasterxml.jackson.databind.node.BinaryNode" + NOT_JSON),
        arguments(
            Arrays.asList(1, Map.of("b/~", new Thing("secret"))),
            "/a/1/b~1~0: is a " + Thing.class.getName() + NOT_JSON),
        arguments(new Object[] {1, Double.NaN}, "/a/1: is NaN, which is not a JSON number"),
        arguments(
            "a\uD800b", "/a: holds a lone surrogate at character 2, which is not Unicode text"),
        arguments(
            Map.of("k\uDC00", 1),
            "/a/k\uFFFD: holds a lone surrogate at character 2, which is not Unicode text"),
        arguments(
            Map.of(new Thing("secret"), 1),
            "/a: has a key that is a "
                + Thing.class.getName()
                + "; keys must be text, numbers or enums"),
        arguments(
            Collections.singletonMap(null, 1),
            "/a: has a key that is null; keys must be text, numbers or enums"),
        arguments(sameAsText(), "/a: has two keys that are the same as text"),
        arguments(sameIdentities(), "/a: has two keys that are the same as text"));
  }

  @ParameterizedTest
  @MethodSource("otherValues")
  void isAProblemWithItsPlace(Object value, String problem) {
    assertThat(problem(draft(value))).hasToString("/event_data" + problem);
  }

  @Test
  void dataThatIsDeepIsAProblemWithABoundedPlace() {
    Map<String, Object> data = Map.of();
    for (int level = 0; level < 10_000; level++) {
      data = Map.of("k".repeat(100), data);
    }

    Problem problem = problem(EventDraft.named("n").data(data));

    assertThat(problem.problem()).isEqualTo("is nested deeper than 100 levels");
    assertThat(problem.at()).hasSizeLessThan(1000).startsWith("/event_data/kkk");
  }

  @Test
  void aHundredLevelsAreWrittenAndReadBackInEveryFormat() {
    Map<String, Object> data = Map.of("end", 1);
    for (int level = 1; level < CanonicalJson.MAX_DEPTH; level++) {
      data = Map.of("k", data);
    }
    Event event = Event.of(EventDraft.named("n").data(data).context(data));

    assertThat(event.data()).isEqualTo(data);
    for (EventFormat format : EventFormat.values()) {
      assertThat(format.toJson(event)).contains("\"end\":1");
    }
    assertThat(new EventReader(false).read(event.toJson())).isInstanceOf(Reading.Read.class);
    assertThat(problem(EventDraft.named("n").data(Map.of("k", data)))).isNotNull();
  }

  @Test
  void aMapThatContainsItselfIsAProblemWhereItDoes() {
    Map<String, Object> data = new HashMap<>();
    data.put("self", data);

    assertThat(problem(EventDraft.named("n").data(data)))
        .hasToString("/event_data/self: contains itself; an event must end");
    assertThat(problem(EventDraft.named("n").context(data)))
        .hasToString("/context/self: contains itself; an event must end");
  }

  @Test
  void aLongerCircleIsFoundToo() {
    List<Object> list = new ArrayList<>();
    list.add("first");
    list.add(Map.of("up", new Object[] {list}));

    assertThat(problem(draft(list)))
        .hasToString("/event_data/a/1/up/0: contains itself; an event must end");
  }

  @Test
  void aCircleOfJacksonNodesIsFoundToo() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("self", node);

    assertThat(problem(draft(node)))
        .hasToString("/event_data/a/self: contains itself; an event must end");
  }

  @Test
  void theSameMapTwiceIsNoCircle() {
    Map<String, Object> shared = Map.of("x", 1);

    assertThat(Event.of(draft(List.of(shared, shared))).data())
        .isEqualTo(Map.of("a", List.of(shared, shared)));
  }

  @Test
  void dataThatChangesWhileItIsWrittenIsAProblem() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("a", List.of(new Meddling(data)));
    data.put("b", 1);

    assertThat(problem(EventDraft.named("n").data(data)).toString())
        .startsWith("/event_data: threw " + ConcurrentModificationException.class.getName());
  }

  @Test
  void aValueThatThrowsIsAProblemWithItsPlace() {
    CharSequence failing =
        new CharSequence() {
          @Override
          public int length() {
            return 0;
          }

          @Override
          public char charAt(int index) {
            return ' ';
          }

          @Override
          public CharSequence subSequence(int start, int end) {
            return this;
          }

          @Override
          public String toString() {
            throw new IllegalStateException("secret");
          }
        };

    assertThat(problem(draft(List.of(failing))).toString())
        .startsWith("/event_data/a/0: threw java.lang.IllegalStateException while")
        .doesNotContain("secret");
  }

  @Test
  void optionalsInOneAnotherWithoutEndAreAProblem() {
    Optional<Object> optional = Optional.of(1);
    for (int level = 0; level < 200_000; level++) {
      optional = Optional.of(optional);
    }

    assertThat(problem(draft(optional)).toString())
        .startsWith("/event_data: threw java.lang.StackOverflowError");
  }

  @Test
  void anEndlessCollectionIsTooLarge() {
    Set<Integer> endless =
        new java.util.AbstractSet<>() {
          @Override
          public java.util.Iterator<Integer> iterator() {
            return Stream.generate(() -> 1).iterator();
          }

          @Override
          public int size() {
            return 1;
          }
        };

    assertThat(problem(draft(endless)))
        .hasToString("the event is larger than 4194304 bytes as JSON");
  }

  @Test
  void oneTimeWithAZoneKeepsItsOffset() {
    ZonedDateTime zoned = ZonedDateTime.of(LOCAL, ZoneId.of("Asia/Kolkata"));

    assertThat(OffsetDateTime.parse((String) Event.of(draft(zoned)).data().get("a")))
        .isEqualTo(zoned.toOffsetDateTime());
  }

  private record Thing(String secret) {}

  /** Text that changes the map it is in when it is read. */
  private record Meddling(Map<String, Object> map) implements CharSequence {
    @Override
    public int length() {
      return 0;
    }

    @Override
    public char charAt(int index) {
      return ' ';
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return this;
    }

    @Override
    public String toString() {
      map.put("c", 1);
      return "";
    }
  }

  private static Map<Object, Object> sameAsText() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("1", "a");
    map.put(1, "b");
    return map;
  }

  @SuppressWarnings("IdentityHashMapUsage")
  private static Map<String, Object> sameIdentities() {
    Map<String, Object> map = new IdentityHashMap<>();
    map.put("k", 1);
    map.put(String.valueOf(new char[] {'k'}), 2);
    return map;
  }

  private static EventDraft draft(Object value) {
    return EventDraft.named("n").data(Collections.singletonMap("a", value));
  }

  private static Problem problem(EventDraft draft) {
    Problem problem = new CanonicalJson().write(draft, Map.of());
    assertThat(problem).isNotNull();
    return problem;
  }
}
