package dev.eventlogger.sink.none;

import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testkit.EventLoggerContract;
import java.util.List;

final class NullContractTest extends EventLoggerContract {

  @Override
  protected BaseEventLogger newLogger() {
    return new NullEventLogger();
  }

  @Override
  protected List<String> delivered() {
    return List.of();
  }

  @Override
  protected boolean keepsEvents() {
    return false;
  }
}
