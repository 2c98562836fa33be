package dev.eventlogger.sink.console;

import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testkit.EventLoggerContract;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class ConsoleContractTest extends EventLoggerContract {

  private final PrintStream original = System.out;
  private final CapturedStream console = new CapturedStream();

  @BeforeEach
  void capture() {
    System.setOut(console.asPrintStream());
  }

  @AfterEach
  void restore() {
    System.setOut(original);
  }

  @Override
  protected BaseEventLogger newLogger() {
    return new ConsoleEventLogger();
  }

  @Override
  protected Map<String, Object> settings() {
    return Map.of("format", "canonical");
  }

  @Override
  protected List<String> delivered() {
    return console.lines();
  }
}
