package org.example.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FourLinesTest {

  @TempDir private Path folder;

  @Test
  void deliversTheClick() throws Exception {
    Program program = new Program(folder);

    String printed = program.run(FourLines.class, "four-lines.yaml");

    assertThat(printed).isEmpty();
    assertThat(program.delivered("events.ndjson")).hasSize(1);
    Event click = program.delivered("events.ndjson").get(0);
    assertThat(click.type()).isEqualTo(EventType.CLICK);
    assertThat(click.uid()).isEqualTo("42");
    assertThat(click.data()).isEqualTo(Map.of("element", "RUN_QUERY"));
  }
}
