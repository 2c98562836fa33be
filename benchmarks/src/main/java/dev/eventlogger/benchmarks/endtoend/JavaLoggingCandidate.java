package dev.eventlogger.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.eventlogger.benchmarks.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** java.util.logging: a file handler, with Jackson as the formatter, since it has none for JSON. */
final class JavaLoggingCandidate implements Candidate {

  private final Logger logger = Logger.getAnonymousLogger();
  private final FileHandler handler;
  private final List<Map<String, Object>> events;

  private JavaLoggingCandidate(FileHandler handler, Shape shape) {
    this.handler = handler;
    events = shape.events();
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  static Candidate open(Path file, Shape shape) throws IOException {
    FileHandler handler = new FileHandler(file.toString().replace("%", "%%"));
    handler.setEncoding(UTF_8.name());
    handler.setFormatter(new JsonLines());
    return new JavaLoggingCandidate(handler, shape);
  }

  @Override
  public void log(int index) {
    logger.log(Level.INFO, "event", events.get(index));
  }

  @Override
  public void close() {
    handler.close();
  }

  private static final class JsonLines extends Formatter {

    private final ObjectWriter json = new ObjectMapper().writer();

    @Override
    public String format(LogRecord log) {
      try {
        return json.writeValueAsString(
                Map.of(
                    "created_at", log.getInstant().toString(),
                    "level", log.getLevel().getName(),
                    "name", log.getMessage(),
                    "event_data", log.getParameters()[0]))
            + "\n";
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
