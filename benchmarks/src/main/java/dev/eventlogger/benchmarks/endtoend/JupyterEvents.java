package dev.eventlogger.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.benchmarks.Folders;
import dev.eventlogger.benchmarks.Measurement;
import dev.eventlogger.benchmarks.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Jupyter Events in a Python process, if there is a Python that has it. */
public final class JupyterEvents {

  /** Its name among the candidates. */
  public static final String NAME = "JUPYTER_EVENTS";

  private static final String SCRIPT = "/dev/eventlogger/benchmarks/jupyter_events.py";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String python;
  private final Path directory;

  /**
   * Uses a Python.
   *
   * @param python the command
   * @param directory to write events to
   */
  public JupyterEvents(String python, Path directory) {
    this.python = python;
    this.directory = directory;
  }

  /** One measurement; none if there is no such Python, or it has no Jupyter Events. */
  public List<Measurement> measure(int rounds) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Folders.empty(directory);
    try {
      String printed = run(rounds);
      return printed.isEmpty() ? List.of() : List.of(measurement(JSON.readTree(printed)));
    } finally {
      Folders.empty(directory);
    }
  }

  private String run(int rounds) throws IOException, InterruptedException {
    Path script = directory.resolve("jupyter_events_benchmark.py");
    try (InputStream in = requireNonNull(JupyterEvents.class.getResourceAsStream(SCRIPT))) {
      Files.copy(in, script);
    }
    Path given = directory.resolve("given.json");
    JSON.writeValue(
        given.toFile(), Map.of("schema", Shape.MEDIUM.schema(), "events", Shape.MEDIUM.events()));
    String target = directory.resolve("jupyter.ndjson").toString();
    ProcessBuilder command =
        new ProcessBuilder(
            python, script.toString(), given.toString(), target, Integer.toString(rounds));
    try {
      Process process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor() == 0 ? printed : "";
    } catch (IOException e) {
      return ""; // there is no such command
    }
  }

  private static Measurement measurement(JsonNode printed) {
    Map<String, Double> figures = new HashMap<>();
    for (String name : List.of("events", "lost", "events_per_second", "cpu_ns_per_event")) {
      figures.put(name, printed.get(name).doubleValue());
    }
    return new Measurement(NAME, Shape.MEDIUM.label() + "-1", figures);
  }
}
