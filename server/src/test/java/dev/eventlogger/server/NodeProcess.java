package dev.eventlogger.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client that runs in node: it prints its steps, and a report at the end. For one thread. */
final class NodeProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final String ENDED = "";

  private final Process process;
  private final Path errors;
  private final String script;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /** What a client reports at the end, a JSON object. */
  record Report(Map<String, @Nullable Object> json) {

    @Nullable Object get(String name) {
      return json.get(name);
    }
  }

  private NodeProcess(Process process, Path errors, String script) {
    this.process = process;
    this.errors = errors;
    this.script = script;
  }

  static NodeProcess start(Path folder, List<String> command, String script) throws IOException {
    Path errors = Files.createTempFile(folder, script, ".err");
    Process started =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    NodeProcess process = new NodeProcess(started, errors, script);
    Thread reading = new Thread(process::read, script);
    reading.setDaemon(true);
    reading.start();
    return process;
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // The process was ended.
    }
    lines.add(ENDED);
  }

  /** Waits until the client has printed a step so many times. */
  void await(String step, int times) throws IOException, InterruptedException {
    for (int told = 0; told < times; ) {
      if (next().equals(step)) {
        told++;
      }
    }
  }

  /** Forgets the steps that were printed so far. */
  void forgetSteps() {
    lines.clear();
  }

  /** Tells the client that it has sent enough. */
  void enough() throws IOException {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError(script + " has ended: " + Files.readString(errors), e);
    }
  }

  /** Waits for the report, which is the last line. */
  Report report() throws IOException, InterruptedException {
    String line = next();
    while (!line.startsWith("{")) {
      line = next();
    }
    try {
      return new Report(JsonReader.asObject(new JsonReader().read(line)));
    } catch (MalformedJsonException e) {
      throw new AssertionError(script + " reported: " + line, e);
    }
  }

  private String next() throws IOException, InterruptedException {
    String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null || line.equals(ENDED)) {
      String what = line == null ? "said nothing more" : "ended without a report";
      throw new AssertionError(script + " " + what + ": " + Files.readString(errors));
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(errors);
  }
}
