package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A build of the journal that was broken on purpose, to see that a test would notice: one of its
 * source files is compiled with something replaced, and comes first on the class path.
 */
final class BrokenBuild {

  private static final Path SOURCES = Path.of("src/main/java/dev/eventlogger/journal");

  private BrokenBuild() {}

  /** The class path of the unbroken build. */
  static String none() {
    return System.getProperty("java.class.path");
  }

  /** Writes reach the disk only when the system chooses to. */
  static String withoutSync(Path folder) throws IOException {
    String unsynced = replaced("LocalDisk.java", "file.getFD().sync();", "");
    return compiled(folder, "LocalDisk.java", unsynced.replace("\"rwd\"", "\"rw\""));
  }

  /** Every record counts as whole, whatever it contains. */
  static String withoutCrc(Path folder) throws IOException {
    String call = "(int) INT.get(bytes, at + CRC) == crc(bytes, at, length)";
    return compiled(folder, "Frame.java", replaced("Frame.java", call, "true"));
  }

  private static String replaced(String file, String what, String by) throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    assertThat(source).as(file).contains(what);
    return source.replace(what, by);
  }

  private static String compiled(Path folder, String file, String source) throws IOException {
    Path changed = Files.writeString(Files.createDirectories(folder).resolve(file), source);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-d",
                folder.toString(),
                "-cp",
                none(),
                changed.toString());
    assertThat(exit).isZero();
    return folder + File.pathSeparator + none();
  }

  /** The command that runs a program of these tests with a class path. */
  static List<String> command(String classPath, Class<?> program, String... arguments) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                program.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
