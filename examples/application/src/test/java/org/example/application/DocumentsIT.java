package org.example.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.example.application.Document.Block;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the commands in the README and the pages, each block in a fresh checkout, with the
 * distribution that was just built, and compares the output, standard output before standard error.
 */
@Timeout(120)
class DocumentsIT {

  private static final int PATIENCE_SECONDS = 60;
  private static final Path DISTRIBUTION =
      Document.ROOT.resolve("cli/target/event-logger/event-logger");

  @TempDir private Path checkout;

  /** Copies the parts of a checkout that the commands use. */
  @BeforeEach
  void copyTheCheckout() throws IOException {
    copy(DISTRIBUTION, checkout);
    copy(Document.ROOT.resolve("examples/quickstart"), checkout.resolve("examples/quickstart"));
    String target = "examples/plugin-webhook/target";
    Files.createDirectories(checkout.resolve(target));
    try (Stream<Path> files = Files.list(Document.ROOT.resolve(target))) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.copy(jar, checkout.resolve(target).resolve(jar.getFileName()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void printWhatTheDocumentSays(Block block) throws Exception {
    Path script = Files.writeString(checkout.resolve("script"), block.code());
    Path out = checkout.resolve("out");
    Path err = checkout.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-e", script.toString())
            .directory(checkout.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("EVENT_LOGGER_NAME");
    // Otherwise each copy of the distribution would create an archive of classes.
    builder.environment().put("EVENT_LOGGER_ARCHIVE", "none");
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still runs after " + PATIENCE_SECONDS + " s: " + block);
    }

    String printed = Files.readString(out, UTF_8) + Files.readString(err, UTF_8);
    assertThat(printed).matches(block.outputPattern());
    assertThat(process.exitValue()).as(printed).isZero();
  }

  /** All commands except builds, since this test is part of one. */
  static Stream<Block> commands() throws IOException {
    return Document.blocks("sh").filter(block -> !block.code().startsWith("./mvnw "));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target, COPY_ATTRIBUTES);
      }
    }
  }
}
