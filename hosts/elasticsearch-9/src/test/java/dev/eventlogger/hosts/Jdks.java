package dev.eventlogger.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The JDKs that can be found on this machine: this one, those named by environment variables such
 * as {@code JAVA_HOME} and {@code JAVA_HOME_25_X64}, and those in the same folder as this one.
 */
final class Jdks {

  private Jdks() {}

  /** The program {@code java} of a JDK of at least the given version. */
  static Optional<Path> java(int version) {
    return homes().stream()
        .filter(home -> version(home) >= version)
        .map(home -> home.resolve("bin").resolve("java"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static List<Path> homes() {
    List<Path> homes = new ArrayList<>();
    Path own = Path.of(System.getProperty("java.home"));
    homes.add(own);
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("JAVA_HOME")) {
                homes.add(Path.of(value));
              }
            });
    try (Stream<Path> beside = Files.list(own.getParent())) {
      beside.sorted().forEach(homes::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return homes;
  }

  private static int version(Path home) {
    try (InputStream in = Files.newInputStream(home.resolve("release"))) {
      Properties release = new Properties();
      release.load(in);
      String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Integer.parseInt(version.replaceFirst("\\D.*", ""));
    } catch (IOException | NumberFormatException e) {
      return 0; // no JDK
    }
  }
}
