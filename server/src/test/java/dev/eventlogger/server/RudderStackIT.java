package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.server.FaultyFront.Fault;
import dev.eventlogger.server.NodeClients.Installation;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.Keys;
import dev.eventlogger.server.trust.Restrictions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** RudderStack's client for servers delivers its events. */
@ExtendWith(NodeClients.class)
@Timeout(240)
class RudderStackIT {

  @TempDir private Path folder;

  @Test
  void takesEachOfItsCalls(Installation clients) throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    String key = keys.add("shop", KeyKind.SERVER, Restrictions.NONE);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      NodeProcess.Report report = clients.run("rudderstack.mjs", server.server.uri(), key, "each");

      assertThat(report.json())
          .isEqualTo(Map.of("all", Collections.nCopies(3, "delivered"), "failures", List.of()));
      List<Event> events = server.await(3);
      assertThat(events)
          .extracting(Event::uid, Event::type, Event::name, Event::data)
          .containsExactly(
              tuple("u1", null, "Report Exported", Map.of("format", "pdf", "rows", 12)),
              tuple("u1", EventType.VIEW, "view", Map.of("path", "/orders", "name", "Orders")),
              tuple("u1", null, "identify", Map.of("plan", "pro")));
      assertThat(events)
          .allSatisfy(
              event -> {
                assertThat(event.context())
                    .containsEntry("source", "shop")
                    .containsKey("source_id");
                assertThat(event.createdAt())
                    .isCloseTo(
                        Instant.parse("2026-11-28T07:32:29.698Z"), within(5, ChronoUnit.SECONDS));
              });
    }
  }

  @Test
  void hasEachEventOnceThatIsSentAgain(Installation clients) throws Exception {
    try (StartedServer server = StartedServer.with();
        FaultyFront front =
            FaultyFront.before(
                server.server.uri(),
                Fault.REFUSED,
                Fault.UNAVAILABLE,
                Fault.ANSWERED_WRONGLY,
                Fault.CUT)) {
      NodeProcess.Report report = clients.run("rudderstack.mjs", front.uri(), "any", "3");

      assertThat(report.json()).isEqualTo(Map.of("sent", 3, "delivered", 3, "failures", List.of()));
      assertThat(front.posts()).hasSize(7);
      assertThat(server.await(3))
          .extracting(event -> event.data().get("step"))
          .containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  /** Its HTTP client does not treat a time-out as a reason to try again. */
  @Test
  void doesNotSendAgainAfterATimeOut(Installation clients) throws Exception {
    try (StartedServer server = StartedServer.with();
        FaultyFront front = FaultyFront.before(server.server.uri(), Fault.HANGS)) {
      NodeProcess.Report report = clients.run("rudderstack.mjs", front.uri(), "any", "2");

      assertThat(report.json())
          .isEqualTo(
              Map.of("sent", 2, "delivered", 1, "failures", List.of("timeout of 1000ms exceeded")));
      assertThat(front.posts()).hasSize(2);
      assertThat(server.await(2)).hasSize(2);
    }
  }
}
