package dev.eventlogger.server.intake;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.dialect.SentEvent;
import dev.eventlogger.formats.dialect.Verdict;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.RepeatWindow;
import dev.eventlogger.server.trust.Stamper;
import java.time.Instant;
import java.util.List;

/** Logs the events of a request together, each of them once. Thread-safe. */
final class EventTaker {

  private final EventLogger events;
  private final Stamper stamper;
  private final RepeatWindow taken;
  private final ClientGaps gaps;

  EventTaker(EventLogger events, Stamper stamper, RepeatWindow taken, ClientGaps gaps) {
    this.events = events;
    this.stamper = stamper;
    this.taken = taken;
    this.gaps = gaps;
  }

  /** Takes events, and returns what became of each, in their order. */
  List<Verdict> take(List<SentEvent> sent, Caller caller, Instant receivedAt) {
    RequestEvents request = new RequestEvents(sent.size());
    for (SentEvent event : sent) {
      // An unreadable event is refused, even if an earlier event had its id.
      String id = event.reading() instanceof Reading.Read ? event.sourceId() : null;
      if (id != null && taken.isKnown(caller.idSpace(), id)) {
        request.addTakenBefore();
      } else if (id == null || !request.repeats(id)) {
        if (event.reading() instanceof Reading.Read read) {
          StackHash.addTo(read.draft());
        }
        request.add(id, stamper.stamp(event, caller, receivedAt), events);
      }
    }
    List<Verdict> verdicts = request.log(events);
    for (int i = 0; i < verdicts.size(); i++) {
      remember(sent.get(i), caller, verdicts.get(i).outcome());
    }
    gaps.saw(sent, verdicts, caller);
    return verdicts;
  }

  private void remember(SentEvent event, Caller caller, Outcome outcome) {
    if (event.sourceId() != null && outcome.isAccepted()) {
      taken.remember(caller.idSpace(), event.sourceId());
    }
  }
}
