package dev.eventlogger.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.benchmarks.Measurement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir private Path folder;

  private static Measurement medium(String candidate, double rate, double lost) {
    return new Measurement(candidate, "medium-2", Map.of("events_per_second", rate, "lost", lost));
  }

  @Test
  void comparesMediansWithTheFastestPeerThatLosesNothing() throws Exception {
    List<Measurement> measured =
        List.of(
            medium("EVENT_LOGGER", 100, 0),
            medium("EVENT_LOGGER", 3_000, 0),
            medium("EVENT_LOGGER", 2_000, 0),
            medium("LOG4J", 1_000, 0),
            medium("LOGBACK", 500, 0),
            medium("OPEN_TELEMETRY", 5_000, 7));

    new Report(measured).write(folder, true);

    assertThat(folder.resolve("README.md"))
        .content()
        .contains("The peer is the fastest that lost nothing: Log4j 2")
        .contains("| events/s, 2 producers, to the peer's | ≥ 2.00 | 2.00 | yes |")
        .contains("| events/s, 1 producer, to the peer's | ≥ 1.50 | – | not measured |")
        .contains("A quick run");
    assertThat(Files.readString(folder.resolve("results.json"))).contains("\"kind\" : \"quick\"");
    assertThat(folder.resolve("rate.svg")).content().startsWith("<svg").contains("2,000");
  }
}
