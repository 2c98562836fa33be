package dev.eventlogger.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.SchemaRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {

  private static final EventDraft DRAFT =
      EventDraft.named("404")
          .uid("42")
          .subject("true")
          .schema(new SchemaRef("7", "1"))
          .data(
              Map.of(
                  "order",
                  "404",
                  "status",
                  404,
                  "at",
                  Instant.parse("2026-11-21T05:14:50Z"),
                  "day",
                  LocalDate.parse("2026-11-21"),
                  "link",
                  URI.create("https://example.org/"),
                  "yes",
                  true,
                  "price",
                  "1.10"))
          .context(Map.of("tenant", "7"));

  @Test
  void takesANumberOrABooleanForATextThatIsWrittenLikeIt() {
    assertThat(matches("name", 404)).isTrue();
    assertThat(matches("name", List.of("x", 404L))).isTrue();
    assertThat(matches("name", BigInteger.valueOf(404))).isTrue();
    assertThat(matches("uid", 42)).isTrue();
    assertThat(matches("subject", true)).isTrue();
    assertThat(matches("schema", 7)).isTrue();
    assertThat(matches("data.order", 404)).isTrue();
    assertThat(matches("context.tenant", 7)).isTrue();
    assertThat(matches("data.price", new BigDecimal("1.1"))).isTrue();
    assertThat(matches("data.price", 1.1)).isTrue();
  }

  @Test
  void takesNoOtherTextForIt() {
    assertThat(matches("name", 40)).isFalse();
    assertThat(matches("uid", "042")).isFalse();
    assertThat(When.of(Map.of("uid", 42)).matches(EventDraft.named("n").uid("042"), Map.of()))
        .isFalse();
    assertThat(matches("subject", false)).isFalse();
    assertThat(matches("data.status", "404")).isFalse();
  }

  @Test
  void comparesWithWhatWouldBeRecorded() {
    assertThat(matches("data.day", "2026-11-21")).isTrue();
    assertThat(matches("data.at", "2026-11-21T05:14:50Z")).isTrue();
    assertThat(matches("data.link", "https://example.org/")).isTrue();
    assertThat(matches("data.yes", true)).isTrue();
    assertThat(matches("data.status", 404.0)).isTrue();
    assertThat(matches("data.day", "2026-11-22")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "null"})
  void comparesNoTextWithWhatIsNone(String text) {
    EventDraft draft =
        EventDraft.named("n")
            .data(Map.of("a", Map.of("b", 1), "b", List.of(1), "c", Optional.empty()));

    for (String key : List.of("data.a", "data.b", "data.c")) {
      assertThat(When.of(Map.of(key, text)).matches(draft, Map.of())).isFalse();
    }
  }

  static Stream<Arguments> valuesAndWhatTheyAreWrittenAs() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("b", "x");
    return Stream.of(
        arguments(Optional.of("x"), "x"),
        arguments(Optional.of(Optional.of(404)), 404),
        arguments(node.get("b"), "x"),
        arguments(JsonNodeFactory.instance.numberNode(404), 404.0),
        arguments(JsonNodeFactory.instance.booleanNode(true), true),
        arguments(Optional.of(JsonNodeFactory.instance.textNode("404")), 404),
        arguments(new AtomicInteger(404), 404),
        arguments(0.1f, 0.1),
        arguments(new BigInteger("9007199254740993"), new BigDecimal("9007199254740993.0")),
        arguments('x', "x"),
        arguments(EventType.API, "API"),
        arguments(new int[] {1, 2}, List.of(1, 2)),
        arguments(List.of(Optional.of(1), 2.0), List.of(1, 2)),
        arguments(node, Map.of("b", "x")));
  }

  @ParameterizedTest
  @MethodSource("valuesAndWhatTheyAreWrittenAs")
  void comparesWithWhatIsWritten(Object value, Object written) {
    List<Object> listed = List.of(written); // a list by itself would be alternatives
    When when = When.of(Map.of("data.a", listed));

    assertThat(when.matches(EventDraft.named("n").data(Map.of("a", value)), Map.of())).isTrue();
    assertThat(When.of(Map.of("context.a", listed)).matches(inContext(value), Map.of())).isTrue();
    assertThat(when.matches(EventDraft.named("n").data(Map.of("a", List.of(value))), Map.of()))
        .isFalse();
  }

  private static EventDraft inContext(Object value) {
    return EventDraft.named("n").context(Map.of("a", value));
  }

  @Test
  void tellsLargeNumbersApart() {
    EventDraft draft = EventDraft.named("n").data(Map.of("a", new BigInteger("9007199254740993")));

    assertThat(When.of(Map.of("data.a", 9007199254740993L)).matches(draft, Map.of())).isTrue();
    assertThat(When.of(Map.of("data.a", 9007199254740992.0)).matches(draft, Map.of())).isFalse();
  }

  static Stream<Map<?, ?>> objectsWithB() {
    Map<String, Object> folding = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    folding.put("b", Map.of("c", 1));
    return Stream.of(
        Map.of("b", Map.of("c", 1)),
        Map.of("b.c", 1),
        Map.of("b", Optional.of(Map.of("c", 1))),
        Map.of("b", new ObjectMapper().valueToTree(Map.of("c", 1))),
        new EnumMap<>(Map.of(Letter.b, Map.of(Letter.c, 1))),
        new HashMap<>(Map.of(Letter.b, Map.of('c', 1), "other", 2)),
        Map.of('b', Map.of("c", 1), 7, "other"),
        folding,
        Collections.unmodifiableMap(folding));
  }

  private enum Letter {
    b,
    c
  }

  @ParameterizedTest
  @MethodSource("objectsWithB")
  void findsWhatIsWrittenUnderAPath(Map<?, ?> object) {
    EventDraft draft = EventDraft.named("n").data(Map.of("a", object)).context(Map.of("a", object));

    assertThat(When.of(Map.of("data.a.b.c", 1)).matches(draft, Map.of())).isTrue();
    assertThat(When.of(Map.of("context.a.b.c", 1)).matches(draft, Map.of())).isTrue();
    assertThat(When.of(Map.of("data.a.B.c", 1)).matches(draft, Map.of())).isFalse();
    assertThat(When.of(Map.of("data.a.b.C", 1)).matches(draft, Map.of())).isFalse();
  }

  @Test
  void triesAllWaysToSplitAPath() {
    assertThat(finds(Map.of("a", Map.of("x", 1), "a.b", Map.of("c", 7)))).isTrue();
    assertThat(finds(Map.of("a", Map.of("b", Map.of("x", 1)), "a.b", Map.of("c", 7)))).isTrue();
    assertThat(finds(Map.of("a", Map.of("b", 1, "b.c", 7), "a.b", Map.of("x", 7)))).isTrue();
    assertThat(finds(Map.of("a.b.c", Optional.empty(), "a", Map.of("b.c", 7)))).isTrue();
    assertThat(finds(Map.of("a", Map.of("b", Map.of("c", 7)), "a.b", 1))).isTrue();
    assertThat(finds(Map.of("a", Map.of("b", Map.of("d", 7)), "a.b", Map.of("d", 7)))).isFalse();
    assertThat(finds(Map.of("a.b.c", 1, "a", Map.of("b.c", 7)))).as("the first found").isFalse();
  }

  private static boolean finds(Map<String, ?> data) {
    return When.of(Map.of("data.a.b.c", 7)).matches(EventDraft.named("n").data(data), Map.of());
  }

  private static boolean matches(String key, Object value) {
    return When.of(Map.of(key, value)).matches(DRAFT, Map.of());
  }
}
