package org.example.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.example.application.Document.Block;
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

    // Two threads print a line each, in any order.
    String sorted = printed.lines().sorted().map(line -> line + "\n").collect(joining());
    assertThat(sorted).matches(readme("java").outputPattern());
    assertThat(program.delivered("events.ndjson")).hasSize(1);
    Event click = program.delivered("events.ndjson").get(0);
    assertThat(click.type()).isEqualTo(EventType.CLICK);
    assertThat(click.uid()).isEqualTo("42");
    assertThat(click.data()).isEqualTo(Map.of("element", "RUN_QUERY"));
  }

  @Test
  void isConfiguredAsTheReadmeSays() throws Exception {
    try (InputStream yaml = FourLines.class.getResourceAsStream("four-lines.yaml")) {
      assertThat(new String(Objects.requireNonNull(yaml).readAllBytes(), UTF_8))
          .isEqualTo(readme("yaml").code());
    }
  }

  /** The first block of a language. */
  private static Block readme(String language) {
    return Document.readme().blocks().stream()
        .filter(block -> block.language().equals(language))
        .findFirst()
        .orElseThrow();
  }
}
