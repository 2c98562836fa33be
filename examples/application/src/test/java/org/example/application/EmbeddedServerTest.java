package org.example.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventType;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedServerTest {

  @TempDir private Path folder;

  @Test
  void takesTheClickOverHttp() throws Exception {
    Program program = new Program(folder);

    String printed = program.run(EmbeddedServer.class, "embedded-server.yaml");

    assertThat(printed).startsWith("200 {\"received\":1,\"accepted\":1,");
    assertThat(program.delivered("events.ndjson"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.uid()).isEqualTo("42");
              assertThat(event.type()).isEqualTo(EventType.CLICK);
              assertThat(event.context()).containsEntry("trust", "server");
            });
  }
}
