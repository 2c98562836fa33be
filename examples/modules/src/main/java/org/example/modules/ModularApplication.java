package org.example.modules;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.EventType;
import java.nio.file.Path;
import java.util.Map;

/** Logs one event. Run with {@code java --module-path}. */
public final class ModularApplication {

  private ModularApplication() {}

  /** Takes the path of a configuration as its argument. */
  public static void main(String[] arguments) {
    try (EventLogger events = EventLogger.open(Path.of(arguments[0]))) {
      events.log("42", EventType.CLICK, Map.of("element", "run"));
    }
  }
}
