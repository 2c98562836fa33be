package dev.eventlogger.spring;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applications that run in a process of their own. */
final class OwnProcess {

  private OwnProcess() {}

  /**
   * Starts one with the class path of the tests. What it says to complain, this process says.
   *
   * @param without libraries that it has not: a regular expression that their files' paths contain
   */
  static Process start(Class<?> application, String without, String... arguments)
      throws IOException {
    return start(List.of("-cp", classPath(without), application.getName()), arguments);
  }

  /** Starts Java with some options. */
  static Process start(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(options);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** That of the tests. */
  static String classPath(String without) {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Pattern left = Pattern.compile(without);
    return Stream.of(all.split(File.pathSeparator, -1))
        .filter(file -> !left.matcher(file).find())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
