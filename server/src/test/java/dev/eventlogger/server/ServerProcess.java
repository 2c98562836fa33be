package dev.eventlogger.server;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a JVM of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern USED_HEAP = Pattern.compile("used (\\d+)K");

  private final Process process;
  private final BufferedReader output;

  private ServerProcess(Process process) {
    this.process = process;
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a server with a configuration, and waits until it listens. */
  static ServerProcess start(Path yaml, Path errors, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ServerProcess.class.getName());
    command.add(yaml.toString());
    ServerProcess server =
        new ServerProcess(
            new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start());
    if (!"listening".equals(server.output.readLine())) {
      throw new IOException("the server did not start: " + Files.readString(errors));
    }
    return server;
  }

  /** The bytes of heap in use after a garbage collection. */
  long usedHeap() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = USED_HEAP.matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new IOException("jcmd says nothing about the heap");
    }
    return Long.parseLong(used.group(1)) * 1024;
  }

  private String jcmd(String what) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), what)
            .redirectErrorStream(true)
            .start();
    String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    return answer;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops the server, as service managers do. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      kill();
      throw new IllegalStateException("the server did not end");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The server itself. */
  public static void main(String[] arguments) throws InterruptedException {
    EventLoggerConfig config = EventLoggerConfig.load(Path.of(arguments[0]));
    EventLogger events = EventLogger.builder().config(config).closeOnShutdown(false).open();
    EventServer server = EventServer.open(events, config);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  events.close();
                }));
    System.out.println("listening");
    System.out.flush();
    Thread.sleep(Long.MAX_VALUE);
  }
}
