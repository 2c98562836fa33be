package org.example.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ContextAndErrorsTest {

  @TempDir private Path folder;

  @Test
  void deliversEachEventToTheLogsThatWantIt() throws Exception {
    Program program = new Program(folder);

    String printed = program.run(ContextAndErrors.class, "context-and-errors.yaml");

    assertThat(printed.lines())
        .containsExactly(
            "refused: [/event_data/position: is NaN, which is not a JSON number]",
            "all: 5 delivered",
            "trouble: 1 delivered");
    List<Event> all = program.delivered("all.ndjson");
    assertThat(all)
        .extracting(Event::name)
        .containsExactly("click", "query-start", "error", "api", "view");
    assertThat(all)
        .extracting(Event::context)
        .containsOnly(Map.of("session", "s-1", "app", Map.of("version", "2.4")));
    assertThat(program.delivered("trouble.ndjson")).containsExactly(all.get(2));
  }

  @Test
  void saysWhoDidWhatAndHowItFailed() throws Exception {
    Program program = new Program(folder);

    program.run(ContextAndErrors.class, "context-and-errors.yaml");

    List<Event> all = program.delivered("all.ndjson");
    Event start = all.get(1);
    assertThat(start.level()).isEqualTo(Level.AUDIT);
    assertThat(start.subject()).isEqualTo("query:7");
    Event error = all.get(2);
    assertThat(error.level()).isEqualTo(Level.ERROR);
    assertThat(error.message()).isEqualTo("the engine did not answer");
    assertThat(error.data()).containsKeys("query", "error");
    assertThat(error.data().get("error").toString())
        .contains("type=java.lang.IllegalStateException", "ContextAndErrors.runQuery");
    Event request = all.get(3);
    assertThat(request.duration()).isEqualTo(Duration.ofMillis(12));
    assertThat(request.data())
        .containsEntry("route", "/query/<id>/run")
        .containsEntry("method", "POST")
        .containsKey("status");
  }
}
