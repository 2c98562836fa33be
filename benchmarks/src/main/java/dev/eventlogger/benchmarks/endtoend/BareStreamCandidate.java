package dev.eventlogger.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.benchmarks.Shape;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.SchemaRef;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The limit: ready-made lines go to a buffered stream, under its lock. Nothing that makes an event
 * can be faster.
 */
final class BareStreamCandidate implements Candidate {

  private static final int BUFFER = 256 * 1024;

  private final OutputStream out;
  private final List<byte[]> lines;

  private BareStreamCandidate(OutputStream out, List<byte[]> lines) {
    this.out = out;
    this.lines = lines;
  }

  static Candidate open(Path file, Shape shape) throws IOException {
    SchemaRef schema = new SchemaRef(shape.schemaId(), Shape.VERSION);
    List<byte[]> lines =
        shape.events().stream()
            .map(data -> Event.of(EventDraft.of(schema).data(data)).toJson() + "\n")
            .map(line -> line.getBytes(UTF_8))
            .toList();
    return new BareStreamCandidate(
        new BufferedOutputStream(Files.newOutputStream(file), BUFFER), lines);
  }

  @Override
  public void log(int index) throws IOException {
    out.write(lines.get(index));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
