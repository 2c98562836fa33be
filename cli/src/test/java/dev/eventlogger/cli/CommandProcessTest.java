package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command as a process: everything that depends on its folder, its environment and its signals.
 */
@Timeout(120)
class CommandProcessTest {

  private static final String CLICK = "{\"event_type\":\"CLICK\"}";

  @TempDir private Path folder;
  private Workplace work;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void setUp() {
    work = new Workplace(folder);
  }

  @AfterEach
  void endWhatStillRuns() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void readsTheConfigurationInItsFolder() throws Exception {
    work.config("EVENT_LOGGER_NAME: file", "EVENT_LOGGERS: {file: {path: delivered.ndjson}}");
    work.input(CLICK);

    Process process = start("", "log", "input.ndjson");

    assertThat(process.waitFor()).isZero();
    assertThat(work.delivered()).hasSize(1);
  }

  @Test
  void letsTheEnvironmentNameTheLog() throws Exception {
    work.toFile();

    Process process = start("console", "log", "-");
    send(process, CLICK);
    process.getOutputStream().close();

    assertThat(process.waitFor()).isZero();
    assertThat(process.inputReader(UTF_8).readLine()).startsWith("ConsoleEventLogger - ");
    assertThat(work.file()).doesNotExist();
  }

  @Test
  void deliversWhatWasAcceptedWhenItIsTerminated() throws Exception {
    work.config(
        "EVENT_LOGGER_NAME: file",
        "EVENT_LOGGERS: {file: {path: delivered.ndjson}}",
        "EVENT_DELIVERY: {linger: 1h}");
    Process process = start("", "log");
    send(process, CLICK, CLICK, CLICK, "[]");
    BufferedReader err = process.errorReader(UTF_8);
    assertThat(err.readLine()).as("the three before are accepted").startsWith("line 4: ");
    assertThat(work.delivered()).as("they wait for their batch to fill").isEmpty();

    // Unlike the method of the process itself, this leaves its streams open.
    process.toHandle().destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(work.delivered()).hasSize(3);
    assertThat(err.lines())
        .containsExactly(
            "interrupted after line 4 of standard input",
            "logged 4: accepted 3, filtered 0, invalid 1 (no-event: 1), dropped 0",
            "  file: taken 3: delivered 3, dead 0, pending 0, lost 0");
  }

  @Test
  void deliversAllHoweverLongThatTakes() throws Exception {
    work.config(
        "EVENT_LOGGER_NAME: db",
        "EVENT_LOGGERS: {db: {url: 'jdbc:h2:./events'}}",
        "EVENT_DELIVERY: {close_timeout: 0s, batch_size: 10}");
    work.input((CLICK + "\n").repeat(5_000).getBytes(UTF_8));

    Process process = start("", "log", "input.ndjson");

    assertThat(process.errorReader(UTF_8).lines())
        .contains("  db: taken 5000: delivered 5000, dead 0, pending 0, lost 0");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void keepsWhatItCannotDeliver() throws Exception {
    toNobody();
    work.input(CLICK, "[]", CLICK.replace("CLICK", "VIEW"));

    Process process = start("", "log", "input.ndjson");

    List<String> err = process.errorReader(UTF_8).lines().toList();
    assertThat(process.waitFor()).isEqualTo(1);
    Path kept = kept();
    assertThat(err)
        .contains(
            "2 lines that were not delivered, or not to every log, are kept in "
                + kept.getFileName()
                + "; log them again with: event-logger log "
                + kept.getFileName())
        .anyMatch(line -> line.matches("WARNING: log search: delivery failed; .*"))
        .noneMatch(line -> line.startsWith("\tat "));
    assertThat(Files.readAllLines(kept)).containsExactly(CLICK, CLICK.replace("CLICK", "VIEW"));
    assertThat(Files.getPosixFilePermissions(kept))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void keepsWhatItHasNotDeliveredWhenItIsTerminated() throws Exception {
    toNobody();
    Process process = start("", "log");
    send(process, CLICK, "[]");
    BufferedReader err = process.errorReader(UTF_8);
    assertThat(err.lines().anyMatch(line -> line.startsWith("line 2: "))).isTrue();

    process.toHandle().destroy();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(err.lines())
        .contains("interrupted after line 2 of standard input")
        .anyMatch(line -> line.startsWith("1 lines that were not delivered"));
    assertThat(Files.readAllLines(kept())).containsExactly(CLICK);
  }

  @Test
  void saysWhereAFailureComesFromIfItIsAsked() throws Exception {
    toNobody();
    work.input(CLICK);

    Process process = start("", "log", "--debug", "input.ndjson");

    assertThat(process.errorReader(UTF_8).lines()).anyMatch(line -> line.startsWith("\tat "));
  }

  private void toNobody() throws IOException {
    work.config(
        "EVENT_LOGGER_NAME: search",
        "EVENT_LOGGERS: {search: {logger: elasticsearch, hosts: 'http://127.0.0.1:1'}}",
        "EVENT_DELIVERY: {close_timeout: 500ms}");
  }

  private Path kept() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.getFileName().toString().startsWith("event-logger-undelivered-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query --format csv",
        "query --format json",
        "query --count",
        "usage",
        "tail --format json",
        "purge --older-than 1d --dry-run",
        "explain input.ndjson",
        "config check",
        "plugins",
        "--help",
        "--version",
        "generate-completion",
        "log --summary json input.ndjson"
      })
  void saysThatItsOutputCannotBeWritten(String command) throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "there is no /dev/full here");
    if (command.matches("(log|explain|config) .*")) {
      work.toFile();
    } else {
      work.config("EVENT_LOGGER_NAME: shelf", "EVENT_LOGGERS: {shelf: {label: x}}");
    }
    work.input(CLICK);

    Process process = start(builder("", command.split(" ")).redirectOutput(full.toFile()));

    assertThat(process.errorReader(UTF_8).lines())
        .last()
        .isEqualTo(
            "standard output: cannot be written: No space left on device; the output is not whole");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void doesNotMindThatNobodyReadsItsOutput() throws Exception {
    work.config("EVENT_LOGGER_NAME: db", "EVENT_LOGGERS: {db: {url: 'jdbc:h2:./events'}}");
    work.input((CLICK + "\n").repeat(3_000).getBytes(UTF_8));
    assertThat(start("", "log", "input.ndjson").waitFor()).isZero();

    Process process = start("", "query", "--since", "all", "--limit", "all");
    process.getInputStream().close();

    assertThat(process.errorReader(UTF_8).lines()).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void doesNotMindThatItsErrorsCannotBeWritten() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "there is no /dev/full here");
    work.toFile();
    work.input("[]", CLICK);

    Process process = start(builder("", "log", "input.ndjson").redirectError(full.toFile()));

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(work.delivered()).hasSize(1);
  }

  @Test
  void refusesArgumentsThatTheJvmCouldNotRead() throws Exception {
    ProcessBuilder builder = builder("", "erase", "--uid", "m\u00fcller", "--yes");
    builder.environment().put("LC_ALL", "C");

    Process process = start(builder);

    assertThat(process.errorReader(UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("event-logger: argument 3: holds what is not text in ANSI_X3.4-1968,");
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @Test
  void readsTheConfigurationThatTheEnvironmentNames() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.move(work.toFile(), elsewhere.resolve("other.yaml"));
    work.input(CLICK);
    ProcessBuilder builder = builder("", "log", "input.ndjson");
    builder.environment().put("EVENT_LOGGER_CONFIG", "elsewhere/other.yaml");

    assertThat(start(builder).waitFor()).isZero();
    assertThat(work.delivered()).hasSize(1);
  }

  @Test
  void endsARemovalAfterAChunkWhenItIsTerminated() throws Exception {
    work.config("EVENT_LOGGER_NAME: shelf", "EVENT_LOGGERS: {shelf: {label: x, fails: endless}}");
    Process process = start("", "purge", "--older-than", "1d", "--yes");
    assertThat(process.inputReader(UTF_8).readLine()).isEqualTo("has begun");

    process.toHandle().destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.errorReader(UTF_8).lines())
        .singleElement()
        .asString()
        .matches("interrupted after [0-9,]+ events were removed; run it again for the rest");
  }

  private Process start(String eventLoggerName, String... arguments) throws IOException {
    return start(builder(eventLoggerName, arguments));
  }

  private Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private ProcessBuilder builder(String eventLoggerName, String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(EventLoggerCommand.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("EVENT_LOGGER_NAME");
    if (!eventLoggerName.isEmpty()) {
      builder.environment().put("EVENT_LOGGER_NAME", eventLoggerName);
    }
    return builder;
  }

  private static void send(Process process, String... lines) throws IOException {
    OutputStream in = process.getOutputStream();
    for (String line : lines) {
      in.write((line + "\n").getBytes(UTF_8));
    }
    in.flush();
  }
}
