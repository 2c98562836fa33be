package dev.eventlogger.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** An installed LibreOffice, which reads an export and writes what it saw. */
final class LibreOffice {

  private static final long SECONDS = 180;

  private final Path folder;

  /** Works in a folder, with settings of its own; the test is skipped if LibreOffice is missing. */
  LibreOffice(Path folder) {
    this.folder = folder;
    boolean isThere =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "soffice")));
    assumeTrue(isThere, "skipped: there is no soffice (LibreOffice Calc) on the PATH");
  }

  /**
   * Converts a file, and returns the result.
   *
   * @param form LibreOffice's name of the target form, then a colon and the filter with its options
   */
  String convert(Path file, String form) throws IOException, InterruptedException {
    Path log = folder.resolve("soffice.log");
    Path out = Files.createTempDirectory(folder, "out");
    Process process =
        new ProcessBuilder(
                "soffice",
                "-env:UserInstallation=" + folder.resolve("settings").toUri(),
                "--headless",
                "--convert-to",
                form,
                "--outdir",
                out.toString(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean hasEnded = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String name = file.getFileName().toString();
    String ending = form.contains(":") ? form.substring(0, form.indexOf(':')) : form;
    Path made = out.resolve(name.substring(0, name.lastIndexOf('.') + 1) + ending);
    if (!hasEnded || !Files.exists(made)) {
      throw new IOException("soffice made no " + ending + ": " + Files.readString(log, UTF_8));
    }
    return Files.readString(made, UTF_8);
  }
}
