package org.example.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the application with all of its JARs on the module path, and none on the class path. */
@Timeout(120)
class ModularApplicationIT {

  private static final List<String> JARS =
      List.of(
          "event-logger-journal-",
          "event-logger-core-",
          "event-logger-formats-",
          "event-logger-sink-console-",
          "event-logger-sink-file-",
          "event-logger-sink-null-",
          "jackson-core-",
          "snakeyaml-");

  @TempDir private Path folder;

  @Test
  void findsItsSinksAndBindsTheirSettings() throws Exception {
    Path file = folder.resolve("events.ndjson");

    String out =
        run(
            """
            EVENT_LOGGER_NAME: [console, file]
            EVENT_LOGGERS:
              console: {color: never}
              file: {path: '%s'}
            """
                .formatted(file));

    assertThat(out).contains("uid=42, event_type=CLICK, event_data={\"element\":\"run\"}");
    assertThat(Files.readString(file)).contains("\"event_data\":{\"element\":\"run\"}");
  }

  @Test
  void saysWhatASettingThatIsMisspeltShouldBe() throws Exception {
    assertThat(run("EVENT_LOGGER_NAME: file\nEVENT_LOGGERS: {file: {pth: events.ndjson}}"))
        .contains("EVENT_LOGGERS.file.pth: unknown setting; did you mean \"path\"?");
  }

  private String run(String yaml) throws IOException, InterruptedException {
    Path config = Files.writeString(folder.resolve("event-logger.yaml"), yaml);
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                modulePath(),
                "--module",
                "org.example.modules/org.example.modules.ModularApplication",
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out, UTF_8);
  }

  private static String modulePath() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String jars =
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(entry -> JARS.stream().anyMatch(jar -> isJar(entry, jar)))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(jars.split(File.pathSeparator))
        .as("the JARs among " + classPath)
        .hasSize(JARS.size());
    return System.getProperty("application.classes") + File.pathSeparator + jars;
  }

  private static boolean isJar(String entry, String name) {
    String file = Path.of(entry).getFileName().toString();
    return file.startsWith(name) && file.endsWith(".jar");
  }
}
