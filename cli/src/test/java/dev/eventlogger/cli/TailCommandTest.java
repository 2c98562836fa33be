package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class TailCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void setUp() throws Exception {
    configure("");
    for (int i = 1; i <= 12; i++) {
      put("event-" + i, Instant.now().minusSeconds(1_000 - i));
    }
  }

  private void configure(String more) throws IOException {
    new Workplace(folder)
        .config(
            "EVENT_LOGGER_NAME: shelf",
            "EVENT_LOGGERS: {shelf: {label: '" + folder + "'" + more + "}}");
  }

  private void put(String name, Instant time) throws Exception {
    ShelfStore.put(folder.toString(), EventDraft.named(name).createdAt(time));
  }

  @Test
  void printsTheLastEventsTheLatestLast() {
    assertThat(run().outLines()).hasSize(10).last().asString().contains("\"name\":\"event-12\"");
    assertThat(run("-n", "2").outLines())
        .satisfiesExactly(
            line -> assertThat(line).contains("event-11"),
            line -> assertThat(line).contains("event-12"));
    assertThat(run("-n", "0").out()).isEmpty();
    assertThat(run("--format", "json", "-n", "1").out()).startsWith("[\n{").endsWith("}\n]\n");
    assertThat(run("--name", "event-3").outLines()).hasSize(1);
    assertThat(run("--name", "event-3").err()).isEmpty();
    assertThat(run("--fields", "name", "-n", "1").out()).isEqualTo("{\"name\":\"event-12\"}\n");
    assertThat(run("--name", "none").err()).startsWith("nothing found since 20").contains("7d");
  }

  @Test
  void followsUntilItIsStopped() throws Exception {
    Lines lines = new Lines();
    CommandLine command = EventLoggerCommand.commandLine();
    command.setOut(new PrintWriter(lines));
    Thread tail =
        new Thread(() -> command.execute("tail", "-f", "-n", "1", "--config", config()), "tail");
    tail.start();
    try {
      assertThat(lines.next()).contains("event-12");
      put("later", Instant.now());
      assertThat(lines.next()).contains("later");
    } finally {
      tail.interrupt();
      tail.join();
    }
  }

  @Test
  void stopsWhenNobodyReadsOn() throws Exception {
    Writer gone =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("Broken pipe");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    CommandLine command = EventLoggerCommand.commandLine();
    command.setOut(new PrintWriter(gone));

    assertThat(command.execute("tail", "-f", "--config", config())).isZero();
  }

  @Test
  void saysWhatCannotBe() throws IOException {
    assertThat(run("-n", "10001").err()).isEqualTo("-n: must be from 0 to 10000, not 10001\n");
    assertThat(run("-n", "-1").exitCode()).isEqualTo(2);
    assertThat(run("-f", "--format", "json").err())
        .isEqualTo("--format: JSON is one array, which would never end; use NDJSON with -f\n");
    configure(", fails: always");
    assertThat(run().exitCode()).isEqualTo(1);
  }

  private String config() {
    return folder.resolve("event-logger.yaml").toString();
  }

  private CommandRun run(Object... options) {
    List<Object> words = new ArrayList<>(List.of("tail", "--config", config()));
    words.addAll(List.of(options));
    return CommandRun.of(words.toArray());
  }

  /** What a thread prints, line by line. */
  private static final class Lines extends Writer {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuilder begun = new StringBuilder();

    String next() throws InterruptedException {
      return String.valueOf(lines.poll(60, TimeUnit.SECONDS));
    }

    @Override
    public void write(char[] text, int offset, int length) {
      begun.append(text, offset, length);
      for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
        lines.add(begun.substring(0, end));
        begun.delete(0, end + 1);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
