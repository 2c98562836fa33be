package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as large as a server accepts by default, made to cost as much as they can. */
@Timeout(60)
class HostileRequestsTest {

  private static final int MEGABYTE = 1 << 20;

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "{\"a\":", "[[],", "1", "\"\\ud800", "{},", "[],\n", "{}\n", "\n", " "})
  void readsOrRefusesWhatIsRepeated(String part) {
    byte[] body = part.repeat(MEGABYTE / part.length()).getBytes(UTF_8);

    readByAll(body);
    readByAll(("[" + new String(body, UTF_8) + "1]").getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1e-999999999", "1e2147483648", "9e99999999999999999999"})
  void readsOrRefusesNumbersWithLargeExponents(String number) {
    for (String body :
        List.of(
            "{\"name\":\"a\",\"duration_ms\":#,\"created_at\":#,\"uid\":#}",
            "{\"events\":[],\"sent_at\":#}",
            "{\"sentAt\":#,\"batch\":[{\"timestamp\":#}]}",
            "{\"event\":\"a\",\"offset\":#,\"timestamp\":#,\"properties\":{\"$time\":#}}",
            "{\"type\":\"event\",\"payload\":{\"timestamp\":#}}",
            "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":#}]}]}]}")) {
      readByAll(body.replace("#", number).getBytes(UTF_8));
    }
  }

  @Test
  void readsOrRefusesALargeResourceOfScopesWithoutRecords() {
    String resource = "x".repeat(MEGABYTE / 2);
    String scopes = "{},".repeat(MEGABYTE / 6) + "{}";

    readByAll(
        ("{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"a\",\"value\":"
                + "{\"stringValue\":\""
                + resource
                + "\"}}]},\"scopeLogs\":["
                + scopes
                + "]}]}")
            .getBytes(UTF_8));
  }

  @Test
  void readsOrRefusesManyKeysThatNest() {
    StringBuilder context = new StringBuilder("{\"name\":\"a\",\"context\":{");
    for (int i = 0; context.length() < MEGABYTE; i++) {
      context.append("\"a.").append(i).append("\":1,");
    }
    context.append("\"b\":1}}");

    readByAll(context.toString().getBytes(UTF_8));
  }

  @Test
  void refusesBracketsThatInflateToMuchMoreThanTheyAre() {
    byte[] body = gzip("[" + "[],".repeat(5 * MEGABYTE) + "[]]");

    UnreadableRequestException failure =
        failure(Requests.dialect("posthog"), Requests.post("/e/").body(body));

    assertThat(body.length).isLessThan(MEGABYTE);
    assertThat(failure.status()).isEqualTo(413);
    assertThat(failure).hasMessage("the body: has more than 1000000 values; send several requests");
  }

  @Test
  void countsNoBracketsInText() {
    String text = "[,{\\\"".repeat(MEGABYTE / 3);
    SentRequest request =
        Requests.post("/v1/events").body("{\"name\":\"a\",\"message\":\"" + text + "\"}");

    assertThat(Requests.draft(Requests.dialect("event-logger"), request).message())
        .hasSize(text.length() * 4 / 5);
  }

  private static void readByAll(byte[] body) {
    for (Dialect dialect : new Dialects(DialectSettings.DEFAULT, new OwnOtlp()).all()) {
      for (String contentType :
          List.of("application/json", "text/plain", "application/x-www-form-urlencoded")) {
        Route route = dialect.routes().get(dialect.routes().size() - 1);
        SentRequest request =
            Requests.of("POST", route.path().replace("{key}", "k")).type(contentType).body(body);
        try {
          dialect.read(request).events().forEach(HostileRequestsTest::write);
        } catch (UnreadableRequestException e) {
          assertThat(e.status()).isIn(400, 413, 415);
        }
      }
    }
  }

  private static void write(SentEvent event) {
    if (event.reading() instanceof Reading.Read read) {
      new CanonicalJson().write(read.draft(), Map.of());
    }
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
