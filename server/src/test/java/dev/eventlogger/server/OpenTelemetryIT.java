package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Level;
import dev.eventlogger.server.FaultyFront.Fault;
import dev.eventlogger.server.NodeClients.Installation;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.Keys;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenTelemetry's log exporters deliver their records. */
@ExtendWith(NodeClients.class)
@Timeout(240)
class OpenTelemetryIT {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"json", "protobuf"})
  void takesRecordsInEachEncoding(String encoding, Installation clients) throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    String key = keys.add("collector", KeyKind.SERVER, Restrictions.NONE);
    String token = keys.add("ops", KeyKind.READ, Restrictions.NONE, Scope.READ);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      NodeProcess.Report report = clients.run("otlp.mjs", server.server.uri(), key, encoding);

      assertThat(report.get("results")).isEqualTo(List.of("exported"));
      List<Event> events = server.await(2);
      assertThat(events).hasSize(2);
      Event event = events.get(0);
      assertThat(event.name()).isEqualTo("report.exported");
      assertThat(event.uid()).isEqualTo("u1");
      assertThat(event.level()).isEqualTo(Level.WARNING);
      assertThat(event.message()).isEqualTo("exported late");
      assertThat(event.createdAt()).isEqualTo(Instant.parse("2026-11-28T07:32:36.474Z"));
      assertThat(event.data())
          .isEqualTo(
              Map.of(
                  "format", "pdf", "rows", 12, "ratio", 0.5, "nested", Map.of("b", List.of(1, 2))));
      assertThat(event.context())
          .containsEntry("source", "collector")
          .containsEntry("trust", "server")
          .doesNotContainKey("source_id");
      assertThat(event.context().toString()).contains("service.name=shop", "checkout");
      assertThat(events.get(1).message()).isEqualTo("only text");
      assertThat(RequestTotals.of(server, "Authorization", "Bearer " + token))
          .containsEntry(200, 1);
    }
  }

  /** Records have no ids, so one that was taken but not answered is there twice. */
  @ParameterizedTest
  @ValueSource(strings = {"json", "protobuf"})
  void hasEachRecordAtLeastOnceThatIsSentAgain(String encoding, Installation clients)
      throws Exception {
    try (StartedServer server = StartedServer.with();
        FaultyFront front = FaultyFront.before(server.server.uri(), Fault.UNAVAILABLE, Fault.CUT)) {
      NodeProcess.Report report = clients.run("otlp.mjs", front.uri(), "none", encoding + " 2");

      assertThat(report.get("results")).asInstanceOf(LIST).containsOnly("exported");
      assertThat(server.await(3))
          .hasSizeGreaterThan(2)
          .extracting(event -> event.data().get("step"))
          .contains(0, 1);
    }
  }

  /** By the specification, 500 is not a status to retry. */
  @Test
  void doesNotSendAgainAfter500(Installation clients) throws Exception {
    try (StartedServer server = StartedServer.with();
        FaultyFront front = FaultyFront.before(server.server.uri(), Fault.REFUSED)) {
      NodeProcess.Report report = clients.run("otlp.mjs", front.uri(), "none", "json 1");

      assertThat(report.get("results")).isEqualTo(List.of("Internal Server Error"));
      assertThat(front.posts()).hasSize(1);
      assertThat(server.memory.events()).isEmpty();
    }
  }
}
