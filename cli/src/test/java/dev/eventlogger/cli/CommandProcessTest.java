package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process: what depends on its folder, its environment and its signals. */
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

    // Unlike the process's own, this leaves its streams open.
    process.toHandle().destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(work.delivered()).hasSize(3);
    assertThat(err.lines()).isEmpty();
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
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static void send(Process process, String... lines) throws IOException {
    OutputStream in = process.getOutputStream();
    for (String line : lines) {
      in.write((line + "\n").getBytes(UTF_8));
    }
    in.flush();
  }
}
