package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.ACCEPTED;
import static dev.eventlogger.formats.dialect.ValidRequests.CANARY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever is sent, a dialect reads it or says why not, and has an answer. */
class DialectFuzzTest {

  private static final int ROUNDS = Boolean.getBoolean("eventlogger.long") ? 25_000 : 2;

  private static final List<Integer> STATUSES =
      List.of(200, 201, 202, 204, 207, 400, 413, 415, 422, 500);

  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e308",
          "1e-400",
          "123456789012345678901234567890",
          "\"\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "{\"__x\":{\"\":null}}",
          "[null,{\"key\":null}]",
          "{\"a..b\":1,\"a.b\":2,\"a\":3}");

  private static final List<byte[]> ODD_BYTES =
      List.of(
          new byte[] {(byte) 0xFF},
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {0},
          new byte[] {0x1F, (byte) 0x8B, 8},
          "\"".getBytes(UTF_8),
          "[[[[".getBytes(UTF_8),
          "%".getBytes(UTF_8),
          "data=".getBytes(UTF_8),
          "\n".getBytes(UTF_8),
          "\uFEFF".getBytes(UTF_8));

  private final ObjectMapper jackson = new ObjectMapper();
  private final List<Dialect> dialects = new Dialects(DialectSettings.DEFAULT, new OwnOtlp()).all();

  @Example
  void readsTheRequestsThatItDamages() throws UnreadableRequestException {
    for (ValidRequests.Valid valid : ValidRequests.all()) {
      Dialect dialect = Requests.dialect(valid.dialect());
      List<SentEvent> events = dialect.read(valid.request(valid.body().getBytes(UTF_8))).events();
      assertThat(events).isNotEmpty();
      assertThat(events).allMatch(event -> event.reading() instanceof Reading.Read);
    }
  }

  @Property(tries = 100)
  void anyBytes(@ForAll @Size(max = 200) byte[] body) {
    for (ValidRequests.Valid valid : ValidRequests.all()) {
      expectAnAnswer(valid, body);
    }
  }

  @Property(tries = 100)
  void anyJson(@ForAll("json") String json) {
    for (Dialect dialect : dialects) {
      for (Route route : dialect.routes()) {
        SentRequest request =
            Requests.of(route.method(), route.path()).type("application/json").body(json);
        expectAnAnswer(dialect, request);
      }
    }
  }

  @Property(tries = 60)
  void damagedBytes(@ForAll long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      for (ValidRequests.Valid valid : ValidRequests.all()) {
        expectAnAnswer(valid, damaged(valid.body().getBytes(UTF_8), random));
      }
    }
  }

  @Property(tries = 60)
  void oddValues(@ForAll long seed) throws JsonProcessingException {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      for (ValidRequests.Valid valid : ValidRequests.all()) {
        if (valid.body().startsWith("{") || valid.body().startsWith("[")) {
          String body = withOddValues(valid.body().split("\n", -1)[0], random);
          String told = expectAnAnswer(valid, body.getBytes(UTF_8));
          assertThat(told).doesNotContain(CANARY);
        }
      }
    }
  }

  @Provide
  Arbitrary<String> json() {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(10).map(Object.class::cast),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.doubles().map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast),
            Arbitraries.of(List.of(), Map.of()).map(Object.class::cast));
    Arbitrary<String> keys =
        Arbitraries.of(
            "batch",
            "events",
            "data",
            "type",
            "event",
            "properties",
            "resourceLogs",
            "scopeLogs",
            "logRecords",
            "attributes",
            "key",
            "value",
            "payload",
            "timestamp",
            "a.b",
            "__x",
            "");
    return Arbitraries.recursive(
            () -> leaves,
            inner ->
                Arbitraries.oneOf(
                    inner.list().ofMaxSize(3).map(Object.class::cast),
                    Arbitraries.maps(keys, inner).ofMaxSize(4).map(Object.class::cast)),
            0,
            4)
        .map(this::written);
  }

  private String written(Object value) {
    try {
      return jackson.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] damaged(byte[] body, Random random) {
    byte[] bytes = body;
    for (int damage = random.nextInt(4); damage >= 0; damage--) {
      int at = random.nextInt(bytes.length + 1);
      int end = Math.min(bytes.length, at + random.nextInt(8));
      byte[] odd = ODD_BYTES.get(random.nextInt(ODD_BYTES.size()));
      byte[] between = random.nextBoolean() ? odd : new byte[0];
      byte[] changed = new byte[at + between.length + bytes.length - end];
      System.arraycopy(bytes, 0, changed, 0, at);
      System.arraycopy(between, 0, changed, at, between.length);
      System.arraycopy(bytes, end, changed, at + between.length, bytes.length - end);
      bytes = changed;
    }
    return bytes;
  }

  private String withOddValues(String json, Random random) throws JsonProcessingException {
    JsonNode root = jackson.readTree(json);
    for (int damage = random.nextInt(3); damage >= 0; damage--) {
      List<JsonNode> containers = new ArrayList<>();
      collect(root, containers);
      JsonNode container = containers.get(random.nextInt(containers.size()));
      // As raw text, since Jackson would not write some of it.
      String odd = "@" + random.nextInt(ODD_VALUES.size()) + "@";
      if (container instanceof ArrayNode array) {
        array.insert(random.nextInt(array.size() + 1), odd);
      } else if (container instanceof ObjectNode object && !object.isEmpty()) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        object.put(keys.get(random.nextInt(keys.size())), odd);
      }
    }
    String written = root.toString();
    for (int i = 0; i < ODD_VALUES.size(); i++) {
      written = written.replace("\"@" + i + "@\"", ODD_VALUES.get(i));
    }
    return written;
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private String expectAnAnswer(ValidRequests.Valid valid, byte[] body) {
    return expectAnAnswer(Requests.dialect(valid.dialect()), valid.request(body));
  }

  /** Everything that is answered to a request. */
  private String expectAnAnswer(Dialect dialect, SentRequest request) {
    Answer answer;
    try {
      List<Verdict> verdicts =
          dialect.read(request).events().stream().map(DialectFuzzTest::verdict).toList();
      answer = dialect.answer(request, verdicts);
    } catch (UnreadableRequestException e) {
      answer = dialect.refuse(request, Refusal.of(e.status(), String.valueOf(e.getMessage())));
    }
    assertThat(STATUSES).contains(answer.status());
    if ("application/json".equals(answer.contentType())) {
      expectJson(answer.body());
    }
    return new String(answer.body(), UTF_8);
  }

  private void expectJson(byte[] body) {
    try {
      jackson.readTree(body);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The verdict of an event logger without schemas. */
  private static Verdict verdict(SentEvent event) {
    if (event.reading() instanceof Reading.Refused refused) {
      return new Verdict(new Outcome.Invalid(refused.problems()), false);
    }
    Problem problem = new CanonicalJson().write(((Reading.Read) event.reading()).draft(), Map.of());
    return problem == null ? ACCEPTED : new Verdict(new Outcome.Invalid(List.of(problem)), false);
  }
}
