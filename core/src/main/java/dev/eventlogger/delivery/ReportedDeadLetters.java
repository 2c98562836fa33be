package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.lang.System.Logger.Level;

/** Says which events were refused for good, by their ids; keeps none. */
final class ReportedDeadLetters implements DeadLetters {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");

  private final String log;

  ReportedDeadLetters(String log) {
    this.log = log;
  }

  @Override
  public void add(Event event, String reason, int attempts) {
    LOG.log(
        Level.WARNING,
        "log {0}: event {1} was refused for good at attempt {2}: {3}",
        log,
        event.id(),
        attempts,
        reason);
  }
}
