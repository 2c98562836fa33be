package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.server.FaultyFront.Fault;
import dev.eventlogger.server.NodeClients.Installation;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.Keys;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** PostHog's client for servers delivers its events. */
@ExtendWith(NodeClients.class)
@Timeout(240)
class PostHogIT {

  @TempDir private Path folder;

  @Test
  void takesEachOfItsCalls(Installation clients) throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    String key = keys.add("shop", KeyKind.SERVER, Restrictions.NONE);
    String token = keys.add("ops", KeyKind.READ, Restrictions.NONE, Scope.READ);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      NodeProcess.Report report = clients.run("posthog-node.mjs", server.server.uri(), key, "each");

      assertThat(report.json()).isEqualTo(Map.of("sent", 0, "failures", List.of()));
      List<Event> events = server.await(3);
      assertThat(events).hasSize(3).extracting(Event::uid).containsOnly("u1");
      assertThat(events)
          .extracting(Event::name)
          .containsExactly("report exported", "view", "$identify");
      Event exported = events.get(0);
      assertThat(exported.data()).containsEntry("format", "pdf").containsEntry("rows", 12);
      assertThat(exported.createdAt())
          .isCloseTo(Instant.parse("2026-11-28T07:32:28.059Z"), within(5, ChronoUnit.SECONDS));
      assertThat(events.get(1).type()).isEqualTo(EventType.VIEW);
      assertThat(events.get(2).data()).containsEntry("$set", Map.of("plan", "pro"));
      assertThat(events)
          .allSatisfy(
              event -> {
                assertThat(event.context())
                    .containsEntry("source", "shop")
                    .containsKey("source_id");
                assertThat(event.data()).doesNotContainKeys("token", "distinct_id");
              });
      assertThat(RequestTotals.of(server, "Authorization", "Bearer " + token))
          .containsEntry(200, 1);
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
                Fault.CUT,
                Fault.HANGS)) {
      NodeProcess.Report report = clients.run("posthog-node.mjs", front.uri(), "any", "4");

      assertThat(report.json()).isEqualTo(Map.of("sent", 4, "failures", List.of()));
      assertThat(server.await(4))
          .extracting(event -> event.data().get("step"))
          .containsExactlyInAnyOrder(0, 1, 2, 3);
    }
  }
}
