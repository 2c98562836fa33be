package dev.eventlogger.delivery;

import java.lang.System.Logger.Level;

/** Only reports the ids of events that were refused for good; keeps no event. */
final class ReportedDeadLetters implements DeadLetters {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");

  @Override
  public void add(DeadLetter letter) {
    LOG.log(
        Level.WARNING,
        "log "
            + letter.log()
            + ": event "
            + letter.event().id()
            + " was refused for good at attempt "
            + letter.attempts()
            + ", and is not kept, since EVENT_DELIVERY.dead_letters is not set: "
            + letter.reason());
  }
}
