package dev.eventlogger.sink.file;

import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testkit.EventLoggerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

final class FileContractTest extends EventLoggerContract {

  @TempDir private Path directory;

  @Override
  protected BaseEventLogger newLogger() {
    return new FileEventLogger();
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of("path", directory.resolve("events.ndjson").toString());
  }

  @Override
  protected List<String> delivered() throws IOException {
    return Files.readAllLines(directory.resolve("events.ndjson"));
  }
}
