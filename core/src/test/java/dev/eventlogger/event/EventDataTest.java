package dev.eventlogger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Test
  void aHundredLevelsAreWrittenAndReadBack() {
    Map<String, Object> data = Map.of("end", 1);
    for (int level = 1; level < CanonicalJson.MAX_DEPTH; level++) {
      data = Map.of("k", data);
    }
    Event event = Event.of(EventDraft.named("n").data(data).context(data));

    assertThat(event.data()).isEqualTo(data);
    assertThat(event.toJson()).contains("\"end\":1");
    assertThat(new CanonicalJson().write(EventDraft.named("n").data(Map.of("k", data)), Map.of()))
        .isNotNull();
  }

  @Test
  void theSameMapTwiceIsNoCircle() {
    Map<String, Object> shared = Map.of("x", 1);

    assertThat(Event.of(draft(List.of(shared, shared))).data())
        .isEqualTo(Map.of("a", List.of(shared, shared)));
  }

  @Test
  void oneTimeWithAZoneKeepsItsOffset() {
    ZonedDateTime zoned = ZonedDateTime.of(LOCAL, ZoneId.of("Asia/Kolkata"));

    assertThat(OffsetDateTime.parse((String) Event.of(draft(zoned)).data().get("a")))
        .isEqualTo(zoned.toOffsetDateTime());
  }

  private static EventDraft draft(Object value) {
    return EventDraft.named("n").data(Collections.singletonMap("a", value));
  }
}
