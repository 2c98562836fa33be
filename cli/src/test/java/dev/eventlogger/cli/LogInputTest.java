package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines in the forms that other systems write. */
@Timeout(60)
class LogInputTest {

  private static final String CLICK = "{\"event_type\":\"CLICK\"}";
  private static final int LONGEST_LINE = 16 * 1024 * 1024;

  @TempDir private Path folder;
  private Workplace work;

  @BeforeEach
  void setUp() {
    work = new Workplace(folder);
  }

  @Test
  void mayBeginWithAByteOrderMark() throws IOException {
    assertThat(log("\uFEFF" + CLICK + "\n" + CLICK + "\n").exitCode()).isZero();
    assertThat(work.delivered()).hasSize(2);
  }

  @Test
  void mayEndLinesWithCarriageReturns() throws IOException {
    assertThat(log(CLICK + "\r\n" + CLICK + "\r\n").exitCode()).isZero();
    assertThat(work.delivered()).hasSize(2);
  }

  @Test
  void mayEndWithoutALineEnd() throws IOException {
    assertThat(log(CLICK + "\n" + CLICK).exitCode()).isZero();
    assertThat(work.delivered()).hasSize(2);
  }

  @Test
  void mayHoldBlankLinesWhichStillCount() throws IOException {
    CommandRun run = log("\n" + CLICK + "\n\r\n  \t\n[]\n\n");

    assertThat(run.errLines()).contains("line 5: an event must be a JSON object");
    assertThat(run.err())
        .contains("logged 2: accepted 1, filtered 0, invalid 1 (no-event: 1), dropped 0");
  }

  @Test
  void mayBeEmpty() throws IOException {
    CommandRun run = log("");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).startsWith("logged 0: ");
  }

  @Test
  void mayHoldLinesLongerThanAnyBuffer() throws IOException {
    String text = "x".repeat(200_000);

    CommandRun run =
        log(CLICK + "\n{\"event_type\":\"CLICK\",\"event_data\":{\"a\":\"" + text + "\"}}\n");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(work.delivered().get(1).at("/event_data/a").asText()).isEqualTo(text);
  }

  @Test
  void isRefusedByTheLineWhereOneIsTooLong() throws IOException {
    CommandRun run = log(CLICK + "\n" + "x".repeat(LONGEST_LINE + 1) + "\n" + CLICK + "\n[]\n");

    assertThat(run.errLines())
        .contains("line 2: the line is too long to be an event")
        .contains("line 4: an event must be a JSON object")
        .contains("logged 4: accepted 2, filtered 0, invalid 2 (no-event: 2), dropped 0");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void isRefusedByTheLineWhereOneIsTooLongAndBeginsWithAByteOrderMark() throws IOException {
    CommandRun run = log("\uFEFF" + "x".repeat(LONGEST_LINE) + "\n" + CLICK + "\n");

    assertThat(run.errLines()).contains("line 1: the line is too long to be an event");
    assertThat(work.delivered()).hasSize(1);
  }

  @Test
  void isReadAsFarAsTheLimitOfALine() throws IOException {
    CommandRun run = log("x".repeat(LONGEST_LINE) + "\n");

    assertThat(run.err()).contains("line 1: not JSON");
  }

  @Test
  void isRefusedWhereItIsNotUtf8() throws IOException {
    byte[] latin1 = {'{', '"', (byte) 0xE4, '"', ':', '1', '}', '\n'};

    CommandRun run = CommandRun.of("log", "-c", work.toFile(), work.input(latin1));

    assertThat(run.err()).startsWith("line 1: ");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private CommandRun log(String input) throws IOException {
    return CommandRun.of("log", "-c", work.toFile(), work.input(input.getBytes(UTF_8)));
  }
}
