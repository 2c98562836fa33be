package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.server.FaultyFront.Fault;
import dev.eventlogger.server.NodeClients.Installation;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.Keys;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** JupyterLab's own client emits events and listens to them. */
@ExtendWith(NodeClients.class)
@Timeout(240)
class JupyterLabIT {

  private static final String SCHEMA =
      """
      {"$id": "https://example.org/run-cell", "version": "1", "type": "object",
       "properties": {"cell": {"type": "integer"}, "kernel": {"type": "string"}}}
      """;

  @TempDir private Path folder;

  @Test
  void emitsEventsAndStreamsThem(Installation clients) throws Exception {
    Files.writeString(folder.resolve("run-cell.json"), SCHEMA);
    Keys keys = new Keys(folder.resolve("keys.json"));
    String token = keys.add("jupyter", KeyKind.SERVER, Restrictions.NONE, Scope.WRITE, Scope.READ);
    try (StartedServer server = StartedServer.of(yaml(keys))) {
      NodeProcess.Report report =
          clients.run("jupyterlab.mjs", server.server.uri(), token, "listen");

      // The other event is the server's record that somebody listens.
      Event event =
          server.await(2).stream().filter(e -> e.schema() != null).findFirst().orElseThrow();
      assertThat(event.schema()).isEqualTo(new SchemaRef("https://example.org/run-cell", "1"));
      assertThat(event.data()).isEqualTo(Map.of("cell", 7, "kernel", "python3"));
      assertThat(event.uid()).isNull();
      assertThat(event.context()).containsEntry("source", "jupyter").doesNotContainKey("client");
      assertThat(report.get("streamed"))
          .asString()
          .contains("__schema__=https://example.org/run-cell", "cell=7", "kernel=python3");
      assertThat(report.get("refusal")).asString().contains("status=400", "/event_data/cell");
      assertThat(RequestTotals.of(server, "Authorization", "token " + token))
          .containsEntry(204, 1)
          .containsEntry(400, 1);
    }
  }

  @Test
  void emitsOnceWhateverComesOfIt(Installation clients) throws Exception {
    Files.writeString(folder.resolve("run-cell.json"), SCHEMA);
    Keys keys = new Keys(folder.resolve("keys.json"));
    String token = keys.add("jupyter", KeyKind.SERVER, Restrictions.NONE, Scope.WRITE, Scope.READ);
    try (StartedServer server = StartedServer.of(yaml(keys));
        FaultyFront front =
            FaultyFront.before(server.server.uri(), Fault.REFUSED, Fault.CUT, Fault.NONE)) {
      NodeProcess.Report report = clients.run("jupyterlab.mjs", front.uri(), token, "3");

      assertThat(report.get("emitted")).isEqualTo(List.of("answered 500", "failed", "emitted"));
      assertThat(front.posts()).hasSize(3);
      assertThat(server.await(2))
          .extracting(event -> event.data().get("cell"))
          .containsExactly(1, 2);
    }
  }

  private String yaml(Keys keys) {
    return """
        EVENT_LOGGER_NAME: in-memory
        EVENT_DELIVERY: {linger: 10ms}
        EVENT_SCHEMAS: {path: '%s'}
        """
            .replace("%s", folder.resolve("run-cell.json").toString())
        + StartedServer.section(keys.setting());
  }
}
