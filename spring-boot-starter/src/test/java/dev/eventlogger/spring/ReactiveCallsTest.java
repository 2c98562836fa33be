package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is known if Reactor propagates nothing to threads, which is its default. */
@Tag("smoke")
@Timeout(60)
class ReactiveCallsTest {

  @Test
  void knowsTheRequestOfWhatTheStarterLogs() throws Exception {
    try (RunningFlux application = new RunningFlux("limited")) {
      application.ask("/report/7?q=x", "ada").get(20, TimeUnit.SECONDS);

      Event run = application.event("report-run");
      assertThat(run.uid()).isEqualTo("ada");
      assertThat(run.duration()).isGreaterThan(Duration.ofMillis(5));
      for (Event event : new Event[] {run, application.event("api")}) {
        assertThat(event.context())
            .containsEntry("user", Map.of("id", "ada"))
            .containsEntry("args", Map.of("q", "x"))
            .containsEntry("trace_id", RunningFlux.TRACE);
      }
    }
  }
}
