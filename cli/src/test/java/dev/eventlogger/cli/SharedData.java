package dev.eventlogger.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Material that nobody here made, from beside the repository. */
final class SharedData {

  private static final Path FOLDER =
      Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data");

  private SharedData() {}

  /** A file or folder of it; the test is skipped where there is none. */
  static Path path(String name) {
    assumeTrue(Files.exists(FOLDER.resolve(name)), "the shared data is not there");
    return FOLDER.resolve(name);
  }
}
