package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalScanTest {

  private static final int TRIES = Integer.getInteger("eventlogger.tries", 50_000);
  private static final String HEAD =
      "{\"id\":\"0196d9a0-7c3e-7abc-8def-0123456789ab\",\"created_at\":\"2026-03-02T08:30:00.000000Z\"";
  private static final String SMALL =
      HEAD + ",\"name\":\"a\",\"level\":\"INFO\",\"event_data\":{}}";

  private static boolean isCanonical(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return Event.ofCanonical(bytes, 0, bytes.length).isCanonical();
  }

  private static List<Event> written() {
    Map<String, Object> odd = new LinkedHashMap<>();
    odd.put("none", null);
    odd.put("ä€😀", List.of("quote\" back\\slash \n\r\t\u0000\u001f ü€😀", List.of(), Map.of()));
    odd.put("numbers", List.of(0, -1, 1.5e-300, 2.5e300, -0.0, new BigDecimal("1E+99"), 1L << 62));
    odd.put("truth", List.of(true, false));
    EventDraft full =
        EventDraft.of(EventType.CLICK)
            .name("order-placed")
            .uid("Tür")
            .subject("order:1")
            .message("said \"no\"")
            .level(Level.ERROR)
            .duration(Duration.ofNanos(12_345_678))
            .createdAt(Instant.parse("0000-01-01T00:00:00Z"))
            .schema(new SchemaRef("urn:a", "1.2"))
            .context(Map.of("app", Map.of("version", "2")))
            .data(odd);
    return List.of(Event.of(EventDraft.named("a")), Event.of(full), Event.of(deep(99)));
  }

  private static EventDraft deep(int levels) {
    Object inner = 1;
    for (int i = 0; i < levels; i++) {
      inner = i % 2 == 0 ? List.of(inner) : Map.of("x", inner);
    }
    return EventDraft.named("deep").data(Map.of("x", inner));
  }

  @Test
  void takesWhatIsWritten() {
    assertThat(written()).allMatch(Event::isCanonical);
    assertThat(isCanonical(SMALL)).isTrue();
  }

  @Test
  void takesASliceOfABuffer() {
    byte[] bytes = ("xx" + SMALL + "xx").getBytes(UTF_8);
    assertThat(Event.ofCanonical(bytes, 2, bytes.length - 4).isCanonical()).isTrue();
    assertThat(Event.ofCanonical(bytes, 2, bytes.length - 5).isCanonical()).isFalse();
    assertThat(Event.ofCanonical(bytes, 2, bytes.length - 3).isCanonical()).isFalse();
    assertThat(Event.ofCanonical(bytes, 0, 0).isCanonical()).isFalse();
  }

  @Test
  void takesMembersOfALaterVersion() {
    assertThat(
            isCanonical(
                HEAD + ",\"x\":[1],\"name\":\"a\",\"level\":\"INFO\",\"event_data\":{},\"y\":{}}"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"name\":\"a\",\"level\":\"INFO\"}",
        ",\"name\":\"a\",\"event_data\":{}}",
        ",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"level\":\"INFO\",\"name\":\"a\",\"event_data\":{}}",
        ",\"name\":\"a\",\"name\":\"b\",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"x\":1,\"x\":2,\"name\":\"a\",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"id\":\"x\",\"name\":\"a\",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"name\":\" \\t\",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"name\":\"\u2003\",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"name\":\"a\\n\",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"name\":\"\",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"name\":7,\"level\":\"INFO\",\"event_data\":{}}",
        ",\"name\":null,\"level\":\"INFO\",\"event_data\":{}}",
        ",\"name\":\"a\",\"level\":\"info\",\"event_data\":{}}",
        ",\"event_type\":\"Click\",\"name\":\"a\",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"duration_ms\":-1,\"name\":\"a\",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"duration_ms\":1234567890123456,\"name\":\"a\",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"uid\":7,\"name\":\"a\",\"level\":\"INFO\",\"event_data\":{}}",
        ",\"name\":\"a\",\"level\":\"INFO\",\"schema\":{\"id\":\"a\"},\"event_data\":{}}",
        ",\"name\":\"a\",\"level\":\"INFO\",\"context\":[],\"event_data\":{}}",
        ",\"name\":\"a\",\"level\":\"INFO\",\"event_data\":null}",
        ",\"name\":\"a\",\"level\":\"INFO\",\"event_data\":{}},",
        ",\"name\":\"a\",\"level\":\"INFO\",\"event_data\":{}}\n",
        ", \"name\":\"a\",\"level\":\"INFO\",\"event_data\":{}}"
      })
  void refusesAnotherEnvelope(String rest) {
    assertThat(isCanonical(HEAD + rest)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\\n\":1}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\": 1}",
        "{\"a\":[1,]}",
        "{\"a\":[1 ]}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":1e1000}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":'b'}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\/\"}",
        "{\"a\":\"\\u20ac\"}",
        "{\"a\":\"\\u00g0\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"b}"
      })
  void refusesDataThatIsWrittenOtherwise(String data) {
    assertThat(isCanonical(SMALL.replace("{}", data))).isFalse();
  }

  @Test
  void refusesWhatIsNotUtf8() {
    for (String bad :
        List.of(
            "\u0080",
            "\u00c0\u0080",
            "\u00ed\u00a0\u0080",
            "\u00f5\u0080\u0080\u0080",
            "\u00e2\u0082")) {
      byte[] bytes = SMALL.replace("\"a\"", "\"a" + bad + "\"").getBytes(ISO_8859_1);
      assertThat(Event.ofCanonical(bytes, 0, bytes.length).isCanonical()).isFalse();
    }
  }

  @Test
  void refusesWhatIsDeeperOrLargerThanAnEvent() {
    String deep = "[".repeat(200) + "]".repeat(200);
    assertThat(isCanonical(SMALL.replace("{}", "{\"a\":" + deep + "}"))).isFalse();
    String large = "x".repeat(CanonicalJson.DEFAULT_MAX_BYTES);
    assertThat(isCanonical(SMALL.replace("{}", "{\"a\":\"" + large + "\"}"))).isFalse();
    StringBuilder names = new StringBuilder("{\"n\":0");
    for (int i = 0; i < 2_000; i++) {
      names.append(",\"n").append(i).append("\":0");
    }
    assertThat(isCanonical(SMALL.replace("{}", names.append('}').toString()))).isFalse();
  }

  @Test
  void takesNothingThatCannotBeRead() {
    Random random = new Random(20);
    List<byte[]> seeds = new ArrayList<>();
    written().forEach(event -> seeds.add(event.toJson().getBytes(UTF_8)));
    int taken = 0;
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes = mutant(seeds.get(random.nextInt(2)), random);
      Event event = Event.ofCanonical(bytes, 0, bytes.length);
      if (event.isCanonical()) {
        taken++;
        assertThatCode(event::data).as("%s", new String(bytes, UTF_8)).doesNotThrowAnyException();
      }
    }
    assertThat(taken).isBetween(TRIES / 100, TRIES - TRIES / 100);
  }

  private static byte[] mutant(byte[] seed, Random random) {
    String alphabet = "{}[]\",:\\0129.eE-tfn u\u00c3\u00a4\u00ff\u0000";
    byte[] bytes = seed.clone();
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = random.nextInt(bytes.length);
      if (random.nextBoolean()) {
        bytes[at] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      } else {
        bytes[at] = bytes[random.nextInt(bytes.length)];
      }
    }
    return bytes;
  }
}
