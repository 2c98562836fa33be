package dev.eventlogger.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data, not made up here, from a folder beside the repository. */
final class SharedData {

  private static final Path FOLDER =
      Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data");

  private SharedData() {}

  /** A file or folder of it; the test is skipped where it is missing. */
  static Path path(String name) {
    assumeTrue(Files.exists(FOLDER.resolve(name)), "the shared data is not there");
    return FOLDER.resolve(name);
  }
}
