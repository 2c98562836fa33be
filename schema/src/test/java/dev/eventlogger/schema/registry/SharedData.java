package dev.eventlogger.schema.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.event.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Real schemas and events, from outside the repository; tests that need them are skipped if absent.
 */
final class SharedData {

  private static final String PLACE = "shared/data";

  private SharedData() {}

  /** A file or folder; skips the test if it does not exist. */
  static Path path(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(PLACE).resolve(name))) {
      folder = folder.getParent();
    }
    assumeTrue(folder != null, PLACE + " is not here");
    return folder.resolve(PLACE).resolve(name);
  }

  /** A JSON file. */
  static Object json(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    return new JsonReader().read(bytes, 0, bytes.length);
  }

  /** The lines of a JSON file. */
  static List<Map<?, ?>> lines(Path file) throws Exception {
    List<Map<?, ?>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      byte[] bytes = line.getBytes(UTF_8);
      lines.add((Map<?, ?>) new JsonReader().read(bytes, 0, bytes.length));
    }
    return lines;
  }

  /** The files in a folder whose names have the given ending. */
  static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }
}
