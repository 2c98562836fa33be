package org.example.application;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.EventType;
import java.nio.file.Path;
import java.util.Map;

/** Logs one click. */
public final class FourLines {

  private FourLines() {}

  /** Takes the configuration from the current folder. */
  public static void main(String[] args) {
    try (EventLogger events = EventLogger.open(Path.of("event-logger.yaml"))) {
      events.log("42", EventType.CLICK, Map.of("element", "RUN_QUERY"));
    }
  }
}
