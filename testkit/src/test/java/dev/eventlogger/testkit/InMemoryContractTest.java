package dev.eventlogger.testkit;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import java.util.ArrayList;
import java.util.List;

final class InMemoryContractTest extends EventLoggerContract {

  private final List<InMemoryEventLogger> made = new ArrayList<>();

  @Override
  protected BaseEventLogger newLogger() {
    made.add(new InMemoryEventLogger());
    return made.get(made.size() - 1);
  }

  @Override
  protected List<String> delivered() {
    return made.stream().flatMap(sink -> sink.events().stream()).map(Event::toJson).toList();
  }
}
