package org.example.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of the command {@code event-logger}: a server or a consumer. It can be stopped in good
 * order or killed, and started again. Not thread-safe.
 */
final class Member implements AutoCloseable {

  private static final int SECONDS_TO_STOP = 30;

  private final String name;
  private final List<String> arguments;
  private final Map<String, String> environment;
  private final Path log;
  private Process process;

  private Member(
      String name, List<String> arguments, Map<String, String> environment, Path folder) {
    this.name = name;
    this.arguments = arguments;
    this.environment = environment;
    log = folder.resolve("out.log");
  }

  /**
   * Starts a process.
   *
   * @param folder the folder of the process, with its journal and its output
   * @param environment values for the placeholders of its configuration, besides FOLDER
   */
  static Member start(
      String name, List<String> arguments, Map<String, String> environment, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Map<String, String> all = new HashMap<>(environment);
    all.put("FOLDER", folder.toString());
    Member member = new Member(name, arguments, all, folder);
    member.start();
    return member;
  }

  /** Starts the process again. */
  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.eventlogger.cli.EventLoggerCommand");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  /** Kills the process, as a crash would, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops the process as an operator would; kills it if it does not end within half a minute. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
      kill();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String name() {
    return name;
  }

  /** The file with the output of the process. */
  Path log() {
    return log;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
