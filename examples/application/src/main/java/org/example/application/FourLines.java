package org.example.application;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import java.nio.file.Path;
import java.util.Map;

/** Logs one click, and prints what became of it. */
public final class FourLines {

  private FourLines() {}

  /** Reads the configuration from the current folder. */
  public static void main(String[] args) {
    try (EventLogger events = EventLogger.open(Path.of("event-logger.yaml"))) {
      Outcome outcome = events.log("42", EventType.CLICK, Map.of("element", "RUN_QUERY"));
      System.out.println(outcome);
    }
  }
}
