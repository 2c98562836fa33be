package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.journal.Appended;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JournalCommandTest {

  @TempDir Path directory;
  @TempDir Path other;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void checksDumpsAndRepairs() throws IOException {
    journal().close();

    assertThat(run("check")).isZero();
    assertThat(out.toString()).contains("cursor: whole", "waiting: 2 events");
    assertThat(run("dump")).isZero();
    assertThat(out.toString()).endsWith("{\"n\":1}\n{\"n\":2}\n");
    assertThat(run("repair")).isZero();
    assertThat(out.toString()).endsWith("nothing to repair\n");
  }

  @Test
  void repairsNothingThatIsInUse() throws IOException {
    try (Journal inUse = journal()) {
      assertThat(run("repair")).isEqualTo(EventLoggerCommand.CANNOT_START);
      assertThat(err.toString()).contains("is in use by another event logger of this process");
      assertThat(inUse.waiting()).isEqualTo(2);
    }
  }

  @Test
  void saysThatAFolderIsNoJournal() {
    assertThat(run("check")).isEqualTo(EventLoggerCommand.CANNOT_START);
    assertThat(err)
        .hasToString(
            directory
                + ": is no journal; name the folder of a log in EVENT_DELIVERY.directory, or the log"
                + " with --log\n");
  }

  @Test
  void findsTheJournalsOfAConfiguration() throws IOException {
    Path config =
        new Workplace(other)
            .config(
                "EVENT_LOGGER_NAME: [log, other]",
                "EVENT_LOGGERS: {log: {logger: 'null'}, other: {logger: 'null'}}",
                "EVENT_DELIVERY: {directory: '" + other + "'}");
    CommandRun none = CommandRun.of("journal", "check", "-c", config);
    journal().close();
    Path log = Files.createDirectory(other.resolve("log"));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.copy(file, log.resolve(file.getFileName()));
      }
    }

    CommandRun all = CommandRun.of("journal", "check", "-c", config);
    CommandRun one = CommandRun.of("journal", "dump", "-c", config, "--log", "log");
    CommandRun empty = CommandRun.of("journal", "dump", "-c", config, "--log", "other");

    assertThat(none.err()).startsWith("no log has written a journal yet: there is none in [");
    assertThat(all.out()).contains("waiting: 2 events");
    assertThat(one.out()).isEqualTo("{\"n\":1}\n{\"n\":2}\n");
    assertThat(empty.err())
        .isEqualTo("--log: there is no journal of \"other\" (there are: log, other)\n");
    assertThat(empty.exitCode()).isEqualTo(2);
  }

  private int run(String command) {
    CommandLine line = EventLoggerCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute("journal", command, directory.toString());
  }

  private Journal journal() throws IOException {
    Journal journal =
        Journal.open(
            new JournalSettings(
                directory, Sync.INTERVAL, Duration.ofMillis(50), 1 << 20, 64 * 1024));
    for (String json : new String[] {"{\"n\":1}", "{\"n\":2}"}) {
      byte[] record = json.getBytes(UTF_8);
      assertThat(journal.append(record, record.length, Duration.ZERO)).isEqualTo(Appended.WRITTEN);
    }
    return journal;
  }
}
