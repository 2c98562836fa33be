package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of the distribution as a shell runs it: links, locales, streams and JVM options. */
@Timeout(300)
class LauncherIT {

  private static final Path DISTRIBUTION =
      Path.of("target/event-logger/event-logger").toAbsolutePath();
  private static final String MUELLER = "{\"event_type\":\"CLICK\",\"uid\":\"m\u00fcller\"}";

  @TempDir private Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path launcher = DISTRIBUTION.resolve("event-logger");

  /** What a run printed, and its exit code. */
  private record Run(int exitCode, String out, String err) {}

  @BeforeEach
  void setUp() throws IOException {
    environment.put("EVENT_LOGGER_ARCHIVE", "none");
    Files.writeString(
        folder.resolve("event-logger.yaml"),
        "EVENT_LOGGER_NAME: db\nEVENT_LOGGERS: {db: {url: 'jdbc:h2:./events'}}\n");
    Files.writeString(folder.resolve("input.ndjson"), MUELLER + "\n");
  }

  @Test
  void runsNothingThatIsBesideALinkToIt() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("a b/bin"));
    Path planted = folder.resolve("planted");
    for (Path place : List.of(bin, folder, bin.getParent())) {
      Path mvnw = Files.writeString(place.resolve("mvnw"), "#!/bin/sh\ntouch '" + planted + "'\n");
      assertThat(mvnw.toFile().setExecutable(true)).isTrue();
      Files.writeString(place.resolve("pom.xml"), "");
      Files.createDirectories(place.resolve("cli"));
      Files.writeString(place.resolve("cli/pom.xml"), "");
    }
    Files.createSymbolicLink(bin.getParent().resolve("first"), launcher);
    Files.createSymbolicLink(bin.resolve("event-logger"), Path.of("../first"));
    Files.createSymbolicLink(folder.resolve("bin"), bin);

    for (Path link : List.of(bin.resolve("event-logger"), folder.resolve("bin/event-logger"))) {
      launcher = link;
      Run run = run("\"$0\" --version");

      assertThat(run.out()).as(run.err()).startsWith("event-logger ");
      assertThat(run.err()).isEmpty();
    }
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
    assertThat(run("event-logger --version").out()).startsWith("event-logger ");
    assertThat(run("cd 'a b/bin' && sh event-logger --version").out()).startsWith("event-logger ");
    assertThat(planted).doesNotExist();
  }

  @Test
  void saysThatThereIsNothingToRun() throws Exception {
    launcher = folder.resolve("copy");
    Files.copy(DISTRIBUTION.resolve("event-logger"), launcher, StandardCopyOption.COPY_ATTRIBUTES);

    Run run = run("\"$0\" --version");

    assertThat(run.err()).contains("is neither a distribution, which has a folder lib, nor a");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LC_ALL=C", "env -i", "env -i LC_CTYPE=POSIX LANG=xx_XX.nothing"})
  void readsArgumentsAndFilesInUtf8WhateverTheLocale(String locale) throws Exception {
    String in = (locale.startsWith("env") ? locale : "env " + locale) + java() + " \"$0\" ";
    run("mv event-logger.yaml gr\u00fcn.yaml; mv input.ndjson \u65e5.ndjson");
    String config = " --config gr\u00fcn.yaml ";
    assertThat(run(in + "log" + config + "\u65e5.ndjson").exitCode()).isZero();

    Run query = run(in + "query --uid m\u00fcller --since all --fields uid" + config);
    Run erase = run(in + "erase --uid m\u00fcller --yes" + config);

    assertThat(query.out()).as(query.err()).isEqualTo("{\"uid\":\"m\u00fcller\"}\n");
    assertThat(erase.out()).startsWith("removed 1 events of that user");
  }

  @Test
  void readsVariablesInUtf8WhateverTheLocale() throws Exception {
    Files.writeString(
        folder.resolve("event-logger.yaml"),
        """
        EVENT_LOGGER_NAME: file
        EVENT_LOGGERS: {file: {path: '${FILE}'}}
        EVENT_CONTEXT: {keys: [env.PLACE]}
        """);

    Run run =
        run(
            "LC_ALL=C FILE=\u00fc.ndjson PLACE=K\u00f6ln \"$0\" log input.ndjson; cat \u00fc.ndjson");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("{\"PLACE\":\"K\u00f6ln\"}");
  }

  @Test
  void refusesWhatIsNotUtf8() throws Exception {
    String bytes = "\"$(printf 'm\\374ller')\"";
    Run argument = run("\"$0\" erase --yes --uid " + bytes);
    Run variable = run("X=" + bytes + " \"$0\" config check");
    Files.writeString(
        folder.resolve("event-logger.yaml"),
        "EVENT_LOGGER_NAME: file\nEVENT_LOGGERS: {file: {path: '${X}'}}\n");
    Run placeholder = run("X=" + bytes + " \"$0\" config check");

    assertThat(argument.err())
        .startsWith("event-logger: argument 4: holds what is not text in UTF-8");
    assertThat(argument.exitCode()).isEqualTo(2);
    assertThat(variable.exitCode()).as("it is not used").isZero();
    assertThat(placeholder.err()).contains("path: ${X} holds what is not text in the encoding of");
    assertThat(placeholder.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"$0\" log - <&-', 2",
    "'\"$0\" log input.ndjson <&-', 0",
    "'\"$0\" explain input.ndjson >&-', 1",
    "'\"$0\" explain input.ndjson 2>&-', 0",
    "'\"$0\" explain input.ndjson <&- >&- 2>&-', 1",
    "'\"$0\" explain - < /', 2",
  })
  void getsAlongWithoutItsStreams(String script, int exitCode) throws Exception {
    Run run = run(script);

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.err().lines().count()).isLessThan(5);
    if (script.contains("log -")) {
      assertThat(run.err()).endsWith("standard input: cannot be read: Bad file descriptor\n");
    }
    if (script.contains("explain input.ndjson >&-")) {
      assertThat(run.err())
          .isEqualTo(
              "standard output: cannot be written: Bad file descriptor; the output is not whole\n");
    }
  }

  @Test
  void stopsWhenTheDiskIsFull() throws Exception {
    assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full here");
    assertThat(run("\"$0\" log input.ndjson").exitCode()).isZero();

    Run run = run("\"$0\" query --since all --format csv > /dev/full");

    assertThat(run.err())
        .isEqualTo(
            "standard output: cannot be written: No space left on device; the output is not"
                + " whole\n");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run("\"$0\" query --since all | true; \"$0\" plugins | head -n 1").err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "EVENT_LOGGER_JAVA_OPTS"})
  void takesTheCollectorThatSomebodyChose(String variable) throws Exception {
    environment.put(variable, "-XX:+UseParallelGC -Dx=a@b");

    Run run = run("\"$0\" --version");

    assertThat(run.out()).startsWith("event-logger ");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void startsFromAnArchiveThatItMadeOnce() throws Exception {
    Path copy = folder.resolve("distribution");
    copy(DISTRIBUTION, copy);
    launcher = copy.resolve("event-logger");
    environment.remove("EVENT_LOGGER_ARCHIVE");

    Run first = run("\"$0\" plugins");
    List<Path> archives = list(copy.resolve("startup"));
    environment.put("EVENT_LOGGER_JAVA_OPTS", "-Xlog:class+load:stderr");
    Run second = run("\"$0\" plugins");

    assertThat(first.err()).isEmpty();
    assertThat(archives).singleElement().satisfies(path -> assertThat(path).isNotEmptyFile());
    assertThat(list(copy.resolve("startup"))).isEqualTo(archives);
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err())
        .containsPattern(
            "dev.eventlogger.config.SinkCatalog source: shared objects file \\(top\\)");

    // An archive that does not fit is silently ignored.
    environment.remove("EVENT_LOGGER_JAVA_OPTS");
    Files.writeString(archives.get(0), "no archive");
    assertThat(run("\"$0\" plugins")).isEqualTo(first);
    Files.writeString(archives.get(0), "");
    assertThat(run("\"$0\" plugins")).isEqualTo(first);
    assertThat(list(copy.resolve("startup"))).isEqualTo(archives);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(path -> !path.startsWith(from.resolve("startup"))).toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** The settings with which env -i finds Java. */
  private static String java() {
    return " EVENT_LOGGER_ARCHIVE=none JAVA_HOME='" + System.getProperty("java.home") + "'";
  }

  /** Runs a script in which {@code $0} is the launcher. */
  private Run run(String script) throws Exception {
    Path file = Files.writeString(folder.resolve("script.sh"), script, UTF_8);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    // The script is read from a file: the JVM of this test may not speak UTF-8.
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "eval \"$(cat script.sh)\"", launcher.toString())
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("EVENT_LOGGER_NAME");
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("still runs: " + file);
    }
    return new Run(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
