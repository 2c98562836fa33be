package dev.eventlogger.cli;

import dev.eventlogger.delivery.DeadLetter;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.CanonicalReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the lines of dead-letter files, whoever wrote them. Immutable, thread-safe. */
final class DeadLetterReader {

  private final JsonReader json = new JsonReader();
  private final CanonicalReader events = new CanonicalReader(true);

  /**
   * Reads one line.
   *
   * @throws UnreadableLetterException if it is not a dead letter, saying where and why without
   *     quoting it
   */
  DeadLetter read(byte[] line, int offset, int length) throws UnreadableLetterException {
    try {
      if (json.read(line, offset, length) instanceof Map<?, ?> letter) {
        return letter(letter);
      }
      throw unreadable("", "must be a JSON object with a log, a reason and an event");
    } catch (MalformedJsonException e) {
      throw new UnreadableLetterException(e.problem());
    }
  }

  private DeadLetter letter(Map<?, ?> letter) throws UnreadableLetterException {
    int attempts = letter.get("attempts") instanceof Integer whole ? whole : 0;
    if (attempts < 1) {
      throw unreadable("/attempts", "must be a whole number, at least 1");
    }
    return new DeadLetter(
        event(letter.get("event")),
        text(letter, "log"),
        text(letter, "reason"),
        attempts,
        time(letter, "first_at"),
        time(letter, "last_at"));
  }

  @SuppressWarnings("unchecked") // the keys of JSON objects are always text
  private Event event(@Nullable Object event) throws UnreadableLetterException {
    if (!(event instanceof Map<?, ?> members)) {
      throw unreadable("/event", "must be an event");
    }
    Reading reading = events.read((Map<String, ?>) members);
    if (reading instanceof Reading.Refused refused) {
      Problem first = refused.problems().get(0);
      throw unreadable("/event" + first.at(), first.problem());
    }
    EventDraft draft = ((Reading.Read) reading).draft();
    if (draft.trustedId() == null || draft.createdAt() == null) {
      // With a new id or time, a repetition would be another event.
      throw unreadable("/event", "must have its id and created_at");
    }
    try {
      return Event.of(draft);
    } catch (IllegalArgumentException e) {
      throw unreadable("/event", String.valueOf(e.getMessage()));
    }
  }

  private static String text(Map<?, ?> letter, String key) throws UnreadableLetterException {
    if (letter.get(key) instanceof String text) {
      return text;
    }
    throw unreadable("/" + key, "must be a text");
  }

  private static Instant time(Map<?, ?> letter, String key) throws UnreadableLetterException {
    try {
      return Instant.parse(text(letter, key));
    } catch (DateTimeException e) {
      throw unreadable("/" + key, "must be a time in UTC, such as 2026-11-21T05:14:50Z");
    }
  }

  private static UnreadableLetterException unreadable(String at, String problem) {
    return new UnreadableLetterException(new Problem(at, problem));
  }
}
