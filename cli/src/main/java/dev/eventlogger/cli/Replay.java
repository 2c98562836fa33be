package dev.eventlogger.cli;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.DeadLetter;
import dev.eventlogger.delivery.DeadLetterFolder;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.InvalidReason;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.EventReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sends the events of one file again, and removes them from it once they are delivered, or are dead
 * letters again. Lines for which that is not known stay. For one thread.
 */
final class Replay implements DeadLetterLines.Consumer {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final EventLogger events;
  private final String log;
  private final Path file;
  private final PrintWriter err;
  private final Set<Long> staying = new HashSet<>();
  private final Set<Long> invalid = new HashSet<>();

  Replay(EventLogger events, String log, Path file, PrintWriter err) {
    this.events = events;
    this.log = log;
    this.file = file;
    this.err = err;
  }

  /**
   * Sends the events.
   *
   * @param folder the file's
   * @param refusedAgain where the event logger keeps those that are refused again
   * @return false if something stays in the file
   */
  boolean run(DeadLetterFolder folder, DeadLetterFolder refusedAgain) throws IOException {
    Ledger before = events.ledger();
    DeadLetterLines.read(file, this);
    if (!new Delivering(events, PATIENCE).await()) {
      err.println(
          file
              + ": stays, since its destination failed for "
              + PATIENCE.toMinutes()
              + "m; what was not counts as lost below, and is still in the file");
      return false;
    }
    Ledger after = events.ledger();
    boolean keepsInvalid =
        after.logs().containsKey(DeadLetterFolder.INVALID_EVENTS)
            && after.invalidNotKept() == before.invalidNotKept();
    if (!keepsInvalid) {
      staying.addAll(invalid);
    }
    folder.takeOver(refusedAgain);
    RemainingLines.keep(file, staying);
    if (!staying.isEmpty()) {
      err.println(file + ": lines that stay: " + staying.size());
    }
    return staying.isEmpty();
  }

  @Override
  public void letter(long line, DeadLetter letter) {
    if (!letter.log().equals(log)) {
      unreadable(line, "/log: is not that of the file");
      return;
    }
    boolean wasInvalid = log.equals(DeadLetterFolder.INVALID_EVENTS);
    Outcome outcome =
        wasInvalid ? events.log(draft(letter.event())) : events.replay(letter.event(), log);
    if (outcome instanceof Outcome.Invalid again) {
      again.problems().forEach(problem -> say(line, problem.toString()));
      boolean mayBeKept = again.reason() == InvalidReason.VIOLATES_SCHEMA;
      (mayBeKept ? invalid : staying).add(line);
    } else if (outcome instanceof Outcome.Dropped dropped) {
      say(line, "dropped: " + dropped.reason());
      staying.add(line);
    }
  }

  @Override
  public void unreadable(long line, String reason) {
    say(line, reason);
    staying.add(line);
  }

  private void say(long line, String what) {
    err.println(file + ": line " + line + ": " + what);
  }

  /** The event without what was added to it when it was found invalid. */
  private static EventDraft draft(Event event) {
    Reading reading = new EventReader(true).read(event.toJson());
    EventDraft draft = ((Reading.Read) reading).draft();
    Map<String, Object> context = new HashMap<>(event.context());
    context.remove("problems");
    return draft.context(context);
  }
}
