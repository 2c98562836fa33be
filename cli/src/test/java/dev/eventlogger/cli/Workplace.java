package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with a configuration, input, and what the file log delivered. */
final class Workplace {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  Workplace(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** A configuration that delivers to {@link #delivered}. */
  Path toFile() throws IOException {
    return config("EVENT_LOGGER_NAME: file", "EVENT_LOGGERS:", "  file: {path: '" + file() + "'}");
  }

  Path config(String... lines) throws IOException {
    return Files.write(folder.resolve("event-logger.yaml"), List.of(lines));
  }

  Path input(String... lines) throws IOException {
    return Files.write(folder.resolve("input.ndjson"), List.of(lines));
  }

  Path input(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("input.ndjson"), bytes);
  }

  Path file() {
    return folder.resolve("delivered.ndjson");
  }

  List<JsonNode> delivered() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(file(), UTF_8)) {
      events.add(JSON.readTree(line));
    }
    return events;
  }
}
