package dev.eventlogger.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.benchmarks.Measurement;
import dev.eventlogger.benchmarks.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class CandidatesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void everyCandidateHasEveryEventInTheFileWhenItIsClosed(Candidates candidate) throws Exception {
    Path file = folder.resolve("events.ndjson");

    Measurement measured =
        Scenario.atFullSpeed(Shape.MEDIUM, 2, 2_000).run("candidate", candidate::open, file);

    assertThat(measured.figures()).containsEntry("events", 2_000.0).containsEntry("lost", 0.0);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2_000);
    JsonNode first = JSON.readTree(lines.get(0));
    assertThat(first.findValue("engine").textValue()).startsWith("presto-");
    assertThat(first.findValue("viewport").textValue()).isEqualTo("desktop-wide");
    assertThat(first.findValue("tables")).hasSize(3);
  }
}
