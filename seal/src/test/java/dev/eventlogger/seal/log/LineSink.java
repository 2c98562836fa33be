package dev.eventlogger.seal.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes events as lines to a file, and does not report a line that it failed to end. */
final class LineSink extends BaseEventLogger {

  private Path path;

  record Settings(Path path) {}

  @Override
  public String loggerName() {
    return "lines";
  }

  @Override
  public void open(SinkConfig config) {
    path = config.as(Settings.class).path();
  }

  @Override
  public DeliveryResult log(List<Event> batch) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.write('\n'); // a process that was killed may not have ended a line
    for (Event event : batch) {
      event.writeTo(lines);
      lines.write('\n');
    }
    try (FileOutputStream out = new FileOutputStream(path.toFile(), true)) {
      lines.writeTo(out);
    }
    return DeliveryResult.DELIVERED;
  }

  /** The bytes of each event that is whole in a file, by its id: what a store would return. */
  static Map<UUID, byte[]> read(Path path) throws IOException {
    Map<UUID, byte[]> events = new LinkedHashMap<>();
    if (Files.exists(path)) {
      String all = Files.readString(path);
      for (String line : all.substring(0, all.lastIndexOf('\n') + 1).split("\n", -1)) {
        if (line.startsWith("{\"id\":\"") && line.endsWith("}}")) {
          events.put(UUID.fromString(line.substring(7, 43)), line.getBytes(UTF_8));
        }
      }
    }
    return events;
  }
}
