package dev.eventlogger.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.benchmarks.Measurement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerReportTest {

  @TempDir private Path folder;

  private static Measurement ones(String contestant, double rate, double load) {
    return new Measurement(
        contestant, "events-1", Map.of("requests_per_cpu_second", rate, "load", load));
  }

  @Test
  void comparesMediansWithNginxAndSaysHowBusyTheMachineWas() throws Exception {
    List<Measurement> measured =
        List.of(
            ones("MEMORY", 41_000, 1.5),
            ones("MEMORY", 10, 2.5),
            ones("MEMORY", 50_000, 3.25),
            ones("NGINX", 82_000, 1));

    new ServerReport(measured).write(folder, false);

    assertThat(folder.resolve("server.md"))
        .content()
        .contains("| Event Logger | 41,000 (0.50×) | – (–) | – |")
        .contains("| requests of one for a CPU second | ≥ 40,000 | 41,000 | yes |")
        .contains("| requests of one, journal | ≥ 20,000 | – | not measured |")
        .contains("of which there are 3.")
        .contains("| 1.5–3.3 |")
        .doesNotContain("A quick run");
    assertThat(Files.readString(folder.resolve("server.json"))).contains("\"kind\" : \"full\"");
  }
}
