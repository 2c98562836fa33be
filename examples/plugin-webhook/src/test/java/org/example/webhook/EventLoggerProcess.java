package org.example.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the real command: the launcher of the distribution that was just built. */
final class EventLoggerProcess {

  private static final Path LAUNCHER =
      Path.of("../../cli/target/event-logger/event-logger/event-logger").toAbsolutePath();
  private static final int PATIENCE_SECONDS = 60;

  /** How a run ended, and what it printed. */
  record Result(int exitCode, String out, String err) {}

  private final Path folder;

  /** Runs in a folder. */
  EventLoggerProcess(Path folder) {
    this.folder = folder;
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "run", ".out");
    Path err = Files.createTempFile(folder, "run", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("EVENT_LOGGER_NAME");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still runs after " + PATIENCE_SECONDS + " s: " + command);
    }
    return new Result(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
