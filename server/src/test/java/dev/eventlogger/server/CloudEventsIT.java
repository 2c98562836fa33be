package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.server.FaultyFront.Fault;
import dev.eventlogger.server.NodeClients.Installation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The CloudEvents SDK's messages arrive, in each mode. */
@ExtendWith(NodeClients.class)
@Timeout(240)
class CloudEventsIT {

  private static final Map<String, Object> SENT = Map.of("status", 204, "tries", 1);

  @Test
  void takesEachMode(Installation clients) throws Exception {
    try (StartedServer server = StartedServer.with()) {
      NodeProcess.Report report =
          clients.run("cloudevents.mjs", server.server.uri(), "none", "modes");

      List<Event> events = server.await(5);
      assertThat(report.json())
          .isEqualTo(Map.of("binary", SENT, "structured", SENT, "batched", SENT, "own", ""));
      assertThat(RequestTotals.of(server)).isEqualTo(Map.of(204, 4));
      assertThat(events)
          .hasSize(5)
          .extracting(event -> event.context().get("source_id"))
          .containsExactly(
              "/app binary", "/app structured", "/app first", "/app second", "/app own");
      assertThat(events)
          .allSatisfy(
              event -> {
                assertThat(event.name()).isEqualTo("com.example.click");
                assertThat(event.createdAt()).isEqualTo(Instant.parse("2026-11-28T07:32:36.872Z"));
                assertThat(event.data()).isEqualTo(Map.of("element", "RUN", "text", "naïve 日本"));
                assertThat(event.context()).containsEntry("trust", "server");
              });
      assertThat(events.get(0).subject()).isEqualTo("query:binary");
    }
  }

  @Test
  void shakesHandsWithWebhooks(Installation clients) throws Exception {
    try (StartedServer server = StartedServer.with()) {
      NodeProcess.Report report =
          clients.run("cloudevents.mjs", server.server.uri(), "none", "handshake");

      assertThat(report.json())
          .isEqualTo(Map.of("status", 200, "origin", "events.example.org", "rate", "*"));
      assertThat(RequestTotals.of(server)).isEqualTo(Map.of(200, 1));
    }
  }

  @Test
  void hasEachEventOnceThatIsSentUntilItIsAnswered(Installation clients) throws Exception {
    try (StartedServer server = StartedServer.with();
        FaultyFront front =
            FaultyFront.before(
                server.server.uri(),
                Fault.REFUSED,
                Fault.ANSWERED_WRONGLY,
                Fault.CUT,
                Fault.HANGS)) {
      NodeProcess.Report report = clients.run("cloudevents.mjs", front.uri(), "none", "3");

      assertThat(report.get("sent")).isEqualTo(3);
      assertThat(front.posts()).hasSize(7);
      assertThat(server.await(3))
          .extracting(event -> event.context().get("source_id"))
          .containsExactly("/app ce-0", "/app ce-1", "/app ce-2");
    }
  }
}
