package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applications that run in a process of their own. */
final class OwnProcess {

  private static final List<String> QUICK_TO_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final int PATIENCE_SECONDS = 300; // for a busy machine

  private OwnProcess() {}

  /** Waits until a process ends by itself, and returns its exit code; kills it if it does not. */
  static int end(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("has ended").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Starts an application with the class path of the tests. Its standard error is this process's.
   *
   * @param without libraries to leave out: a regular expression found in the paths of their files
   */
  static Process start(Class<?> application, String without, String... arguments)
      throws IOException {
    return start(List.of("-cp", classPath(without), application.getName()), arguments);
  }

  /** Starts Java with some options. */
  static Process start(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(QUICK_TO_START);
    command.addAll(options);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The class path of the tests, without some libraries. */
  static String classPath(String without) {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Pattern left = Pattern.compile(without);
    return Stream.of(all.split(File.pathSeparator, -1))
        .filter(file -> !left.matcher(file).find())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
