package dev.eventlogger.delivery;

import java.lang.System.Logger.Level;

/** Says which events were refused for good, by their ids; keeps none. */
final class ReportedDeadLetters implements DeadLetters {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");

  @Override
  public void add(DeadLetter letter) {
    LOG.log(
        Level.WARNING,
        "log {0}: event {1} was refused for good at attempt {2}, and is not kept, since"
            + " EVENT_DELIVERY.dead_letters is not set: {3}",
        letter.log(),
        letter.event().id(),
        letter.attempts(),
        letter.reason());
  }
}
