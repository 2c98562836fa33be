package dev.eventlogger.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A server in a process of its own, whose CPU time can be read. For one thread. */
final class ServerProcess implements AutoCloseable {

  /** Logback, which is a peer in other benchmarks, would print everything that Jetty logs. */
  private static final String SILENCE =
      "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider";

  private final Process process;
  private final BufferedReader says;
  private final OutputStream told;
  private final int port;
  private boolean isEnded;

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    says =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    told = process.getOutputStream();
    port = Integer.parseInt(line());
  }

  /** Starts a JVM with a heap of this size. */
  static ServerProcess java(String heap, Class<? extends Child> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms" + heap);
    command.add("-Xmx" + heap);
    command.add(SILENCE);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  /** Starts a command that prints its port, and ends when its input ends. */
  static ServerProcess start(List<String> command) throws IOException {
    return new ServerProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private String line() throws IOException {
    String line = says.readLine();
    if (line == null) {
      throw new IOException("the server has ended");
    }
    return line;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Waits until everything that it took is where it belongs. */
  void flush() throws IOException {
    told.write('\n');
    told.flush();
    line();
  }

  /**
   * CPU time so far, including its children; on Linux in steps of 10 ms, from {@code
   * /proc/<pid>/stat}.
   */
  Duration cpu() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Ends it, and returns its last line. */
  String end() throws IOException, InterruptedException {
    told.close();
    String last = line();
    isEnded = true;
    process.waitFor();
    return last;
  }

  @Override
  public void close() {
    if (!isEnded) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
