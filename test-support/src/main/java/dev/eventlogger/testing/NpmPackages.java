package dev.eventlogger.testing;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with packages of npm, installed there once according to a lock file. Immutable,
 * thread-safe.
 *
 * @param folder has the files of the source, and {@code node_modules} beside them
 */
public record NpmPackages(Path folder) {

  private static final String LOCK = "package-lock.json";
  private static final long PATIENCE_SECONDS = 180;

  /**
   * Copies files, one of which is {@code package-lock.json}, and installs the packages that it
   * names.
   *
   * @param options further options of {@code npm ci}
   * @return why they could not be installed; null if they were
   */
  public @Nullable String bring(List<Path> files, String... options) {
    try {
      if (run("node", "--version") != 0) {
        return "there is no node";
      }
      Path lock = files.stream().filter(file -> file.endsWith(LOCK)).findFirst().orElseThrow();
      Path stamp = folder.resolve("installed-" + LOCK);
      boolean isInstalled = Files.exists(stamp) && Files.mismatch(stamp, lock) == -1;
      for (Path file : files) {
        Files.copy(file, folder.resolve(file.getFileName()), REPLACE_EXISTING);
      }
      if (!isInstalled) {
        if (run(npm(options)) != 0) {
          return "npm could not bring them; see " + folder.resolve("npm.log");
        }
        Files.copy(lock, stamp, REPLACE_EXISTING);
      }
      return null;
    } catch (IOException e) {
      return "there is no node, or no npm: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static String[] npm(String... options) {
    List<String> command = new ArrayList<>(List.of("npm", "ci", "--ignore-scripts"));
    command.addAll(List.of("--prefer-offline", "--no-audit", "--no-fund"));
    command.addAll(List.of(options));
    return command.toArray(String[]::new);
  }

  /** The files of a folder, for {@link #bring}. */
  public static List<Path> filesOf(Path source) throws IOException {
    try (Stream<Path> listed = Files.list(source)) {
      return listed.filter(Files::isRegularFile).toList();
    }
  }

  /**
   * Runs a command in the folder; its output is in a file named after it.
   *
   * @return its exit code
   * @throws IOException if there is no such command, or it takes too long
   */
  public int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Files.createDirectories(folder).toFile())
            .redirectErrorStream(true)
            .redirectOutput(log(command[0]).toFile())
            .start();
    if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      return process.exitValue();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    throw new IOException(command[0] + " was not done within " + PATIENCE_SECONDS + " s");
  }

  /** The output of the last run of a command. */
  public Path log(String command) {
    return folder.resolve(command + ".log");
  }
}
