package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the server makes of the claims of our browser client. */
@Timeout(60)
class ClientClaimsTest {

  @Test
  void countsEventsThatHaveNotComeThoughLaterOnesHave() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      server.post("/v1/events", events("a", 1, 2));
      assertThat(gaps(server)).isZero();
      server.post("/v1/events", events("a", 6, 7));
      server.post("/v1/events", events("b", 30, 31));
      assertThat(gaps(server)).isEqualTo(3);
      server.post("/v1/events", events("a", 4, 4, 7));
      assertThat(gaps(server)).isEqualTo(2);
    }
  }

  @Test
  void seesWhatItRefuses() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      server.post("/v1/events", events("a", 1));
      server.post("/v1/events", events("a", 2).replace("\"x\"", "\"event-read\""));
      server.post("/v1/events", events("a", 3));
      server.post("/v1/events", events("a", 4).replace("{\"name\"", "{\"extra\": 1, \"name\""));
      server.post("/v1/events", events("a", 5).replace("\"x\"", "7"));
      server.post("/v1/events", events("a", 6));

      assertThat(gaps(server)).isZero();
    }
  }

  @Test
  void takesNoPageForItsWord() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      for (String client :
          List.of(
              "7",
              "{\"page\": 7, \"seq\": 7}",
              "{\"page\": \"p\", \"seq\": \"7\"}",
              "{\"page\": \"p\", \"seq\": -1}",
              "{\"page\": \"p\"}",
              "{\"page\": \"p\", \"seq\": 1}",
              "{\"page\": \"p\", \"seq\": 1e300}")) {
        assertThat(
                server
                    .post(
                        "/v1/events",
                        "{\"name\": \"x\", \"context\": {\"client\": " + client + "}}")
                    .statusCode())
            .isEqualTo(200);
      }
      assertThat(gaps(server)).isZero();
    }
  }

  @Test
  void groupsErrorsByTheirStack() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      String first = "TypeError: a is 1\\n    at f (https://x.test/app.3f2a9c01.js?v=1:10:20)";
      String moved =
          "TypeError: no user bob@example.org\\n    at f (https://x.test/app.77aa00ff.js?v=2:11:7)";
      String other = "TypeError: a is 1\\n    at g (https://x.test/app.3f2a9c01.js?v=1:10:20)";
      String firefox = "f@https://x.test/app.js:1:2";
      for (String stack : List.of(first, moved, other, firefox, "my group")) {
        server.post(
            "/v1/events", error("{\"type\": \"TypeError\", \"stack_trace\": \"" + stack + "\"}"));
      }
      server.post("/v1/events", error("{\"stack_trace\": \"s\", \"hash\": \"own\"}"));

      List<String> hashes = server.await(6).stream().map(ClientClaimsTest::hash).toList();
      assertThat(hashes.get(1)).isEqualTo(hashes.get(0)).matches("[0-9a-f]{16}");
      assertThat(hashes.get(5)).isEqualTo("own");
      assertThat(Stream.of(0, 2, 3, 4).map(hashes::get)).doesNotHaveDuplicates();
    }
  }

  private static String hash(Event event) {
    return String.valueOf(JsonReader.asObject(event.data().get("error")).get("hash"));
  }

  private static String error(String error) {
    return "{\"name\": \"error\", \"event_data\": {\"error\": " + error + "}}";
  }

  private static String events(String page, int... numbers) {
    return IntStream.of(numbers)
        .mapToObj(
            seq ->
                "{\"name\": \"x\", \"id\": \""
                    + (page + '-' + seq)
                    + "\", \"context\": {\"client\": {\"page\": \""
                    + (page + "\", \"seq\": " + seq + "}}}"))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static double gaps(StartedServer server) throws Exception {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("eventlog_server_client_gaps "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }
}
