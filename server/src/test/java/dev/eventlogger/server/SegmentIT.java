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

/** Segment's client for servers delivers its events. */
@ExtendWith(NodeClients.class)
@Timeout(240)
class SegmentIT {

  private static final Instant TIME = Instant.parse("2026-11-28T07:32:29.698Z");

  @TempDir private Path folder;

  @Test
  void takesEachOfItsCalls(Installation clients) throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    String key = keys.add("shop", KeyKind.SERVER, Restrictions.NONE);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      NodeProcess.Report report = clients.run("segment-node.mjs", server.server.uri(), key, "each");

      assertThat(report.json())
          .isEqualTo(Map.of("all", Collections.nCopies(6, "delivered"), "failures", List.of()));
      List<Event> events = server.await(6);
      assertThat(events)
          .extracting(Event::uid, Event::type, Event::name, Event::data)
          .containsExactly(
              tuple("u1", null, "Report Exported", Map.of("format", "pdf", "rows", 12)),
              tuple("u1", EventType.VIEW, "view", Map.of("path", "/orders", "name", "Orders")),
              tuple("u1", null, "identify", Map.of("plan", "pro")),
              tuple("u1", null, "group", Map.of("seats", 5, "groupId", "g7")),
              tuple("u1", null, "alias", Map.of("previousId", "a1")),
              tuple(null, EventType.VIEW, "screen", Map.of("name", "Start")));
      assertThat(events.get(0).createdAt()).isCloseTo(TIME, within(5, ChronoUnit.SECONDS));
      assertThat(events)
          .allSatisfy(
              event ->
                  assertThat(event.context())
                      .containsEntry("source", "shop")
                      .containsEntry("trust", "server")
                      .hasEntrySatisfying(
                          "source_id", id -> assertThat(id).asString().startsWith("node-next-")));
      assertThat(events.get(5).context()).containsEntry("anonymous_id", "a1");
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
      NodeProcess.Report report = clients.run("segment-node.mjs", front.uri(), "any", "5");

      assertThat(report.json()).isEqualTo(Map.of("sent", 5, "delivered", 5, "failures", List.of()));
      assertThat(front.posts()).hasSize(10);
      assertThat(server.await(5))
          .extracting(event -> event.data().get("step"))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }
  }
}
