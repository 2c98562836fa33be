package org.example.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Runs an example as a user would: as a process of its own, in a folder with its YAML. */
final class Program {

  private static final int PATIENCE_SECONDS = 60;

  private final Path folder;

  Program(Path folder) {
    this.folder = folder;
  }

  /** Runs a program, which must end by itself with success, and returns what it printed. */
  String run(Class<?> program, String yaml) throws IOException, InterruptedException {
    return run(program, yaml, Map.of());
  }

  /** The same with additional environment variables. */
  String run(Class<?> program, String yaml, Map<String, String> environment)
      throws IOException, InterruptedException {
    try (InputStream resource = program.getResourceAsStream(yaml)) {
      Files.copy(Objects.requireNonNull(resource, yaml), folder.resolve("event-logger.yaml"));
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path out = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), program.getName())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().remove("EVENT_LOGGER_NAME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still runs after " + PATIENCE_SECONDS + " s: " + program);
    }
    String printed = Files.readString(out, UTF_8);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  /** The events that the program wrote to a file. */
  List<Event> delivered(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream()
        .map(line -> line.getBytes(UTF_8))
        .map(json -> Event.ofCanonical(json, 0, json.length))
        .toList();
  }
}
