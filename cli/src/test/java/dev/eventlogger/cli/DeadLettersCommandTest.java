package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeadLettersCommandTest {

  @TempDir private Path folder;

  @Test
  void listsTheFilesOfEachLogWithReasonsAndTimes() throws IOException {
    Path closed = write("db.1.ndjson", letter(1, "too old"), letter(2, "too old"));
    Path active = write("db.ndjson", letter(3, "bad \\u001b[31m"));

    CommandRun run = CommandRun.of("dead-letters", "list", folder);

    assertThat(run.outLines())
        .containsExactly(
            "db: 2 in " + closed + ", from 2026-11-21T05:14:01Z to 2026-11-21T06:14:02Z",
            "  2: too old",
            "db: 1 in " + active + ", from 2026-11-21T05:14:03Z to 2026-11-21T06:14:03Z",
            "  1: bad \\u001b[31m");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).doesNotContain("s3cret");
  }

  @Test
  void listsThemForMachines() throws IOException {
    Path file = write("db.ndjson", letter(1, "too old"), "{\"log\":\"db\",\"s3cret");

    CommandRun run = CommandRun.of("dead-letters", "list", "--format", "json", folder);

    assertThat(new ObjectMapper().readTree(run.out()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"log": "db", "file": "%s", "letters": 1, "unreadable": 1,
                     "first_at": "2026-11-21T05:14:01Z", "last_at": "2026-11-21T06:14:01Z",
                     "reasons": {"too old": 1}}
                    """
                        .formatted(file)));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void listsNoEndOfReasons() throws IOException {
    String[] lines = new String[30];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = letter(i, "reason " + i);
    }
    write("db.ndjson", lines);

    CommandRun run = CommandRun.of("dead-letters", "list", folder);

    assertThat(run.outLines()).hasSize(22).endsWith("  10: (other reasons)");
  }

  @Test
  void listsThoseOfOneLog() throws IOException {
    write("db.ndjson", letter(1, "no"));
    write("_invalid.ndjson", letter(1, "no").replace("\"db\"", "\"_invalid\""));

    CommandRun run = CommandRun.of("dead-letters", "list", "--log", "_invalid", folder);

    assertThat(run.outLines()).hasSize(2).first().asString().startsWith("_invalid: 1 in ");
  }

  @Test
  void asksTheConfigurationWhereTheyAre() throws IOException {
    Workplace work = new Workplace(folder);
    Path letters = Files.createDirectory(folder.resolve("letters"));
    Files.writeString(letters.resolve("db.ndjson"), letter(1, "no") + "\n");
    Path config =
        work.config(
            "EVENT_LOGGER_NAME: console", "EVENT_DELIVERY: {dead_letters: " + letters + "}");

    CommandRun run = CommandRun.of("dead-letters", "list", "--config", config);

    assertThat(run.outLines()).hasSize(2).first().asString().startsWith("db: 1 in " + letters);
  }

  @Test
  void saysWhyItCannotStart() throws IOException {
    Path config = new Workplace(folder).config("EVENT_LOGGER_NAME: console");

    CommandRun unset = CommandRun.of("dead-letters", "list", "--config", config);
    CommandRun none = CommandRun.of("dead-letters", "list", folder.resolve("none"));

    assertThat(unset.errLines())
        .containsExactly(
            "no dead letters are kept: EVENT_DELIVERY.dead_letters is not set; set it, or name a"
                + " folder");
    assertThat(none.errLines())
        .containsExactly(folder.resolve("none") + ": is not a folder; name one with dead letters");
    assertThat(List.of(unset.exitCode(), none.exitCode())).containsOnly(2);
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  /** A line of a file of dead letters; its event has a number from 0 to 59. */
  private static String letter(int number, String reason) {
    return """
        {"log":"db","reason":"%2$s","attempts":1,"first_at":"2026-11-21T05:14:%1$02dZ",\
        "last_at":"2026-11-21T06:14:%1$02dZ","event":{\
        "id":"0193aaaa-0000-7000-8000-0000000000%1$02d","created_at":"2026-11-21T05:14:%1$02dZ",\
        "name":"s3cret"}}"""
        .formatted(number, reason);
  }
}
