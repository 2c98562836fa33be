package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.JsonMembers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event as a client sent it. Everything in its draft is a claim: whether its user or its
 * context are believed is up to whoever takes it.
 *
 * @param reading the event, or why it is none. The time of a draft is corrected if the client said
 *     when it sent the request; a draft has no id to keep
 * @param sourceId the client's own id of the event, which stays the same if it is sent again; null
 *     if it has none. The dialect may know it even if the reading is refused
 * @param time when the event happened by the client's own clock, which stays the same if it is sent
 *     again; null if the client does not say
 */
public record SentEvent(Reading reading, @Nullable String sourceId, @Nullable Instant time) {

  /** An event whose draft has the client's own time, which is corrected here. */
  static SentEvent of(Reading reading, @Nullable String sourceId, ClockCorrection correction) {
    if (!(reading instanceof Reading.Read read)) {
      return new SentEvent(reading, idOrNull(sourceId), null);
    }
    EventDraft draft = read.draft();
    Instant time = draft.createdAt();
    if (time != null) {
      draft.createdAt(correction.apply(time));
    }
    return new SentEvent(reading, idOrNull(sourceId), time);
  }

  private static @Nullable String idOrNull(@Nullable String sourceId) {
    return "".equals(sourceId) ? null : sourceId;
  }

  /** The same for a draft that was read from members; refused if they have problems. */
  static SentEvent of(
      JsonMembers in, EventDraft draft, @Nullable String sourceId, ClockCorrection correction) {
    List<Problem> problems = in.problems();
    return problems.isEmpty()
        ? of(new Reading.Read(draft), sourceId, correction)
        : new SentEvent(new Reading.Refused(problems), null, null);
  }

  /** Something that is no event, for one reason. */
  static SentEvent refused(Problem problem) {
    return new SentEvent(Reading.refused(problem), null, null);
  }
}
