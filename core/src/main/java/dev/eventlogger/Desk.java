package dev.eventlogger;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.intake.Intake;
import java.util.Map;

/** What a thread works on one event with, from draft to canonical JSON. For one thread. */
final class Desk {

  private final Intake intake;
  private final Intake.Next next;
  private final CanonicalJson json = new CanonicalJson();
  private boolean busy;

  Desk(Intake intake, Intake.Next next) {
    this.intake = intake;
    this.next = next;
  }

  Outcome take(EventDraft draft, Map<String, ?> context, long logs) {
    if (busy) {
      // One of the application's own maps logs an event while this one reads it.
      return new Desk(intake, next).take(draft, context, logs);
    }
    busy = true;
    try {
      return intake.take(draft, context, logs, json, next);
    } catch (RuntimeException | StackOverflowError e) {
      // The application's maps and values are code too. Their messages may hold event data.
      return new Outcome.Invalid("", "cannot be read: " + e.getClass().getName());
    } finally {
      busy = false;
    }
  }
}
