package dev.eventlogger.server.reading;

import dev.eventlogger.formats.dialect.SentRequest;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.OwnEvents;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of a tail asks for.
 *
 * @param log the log
 * @param filter which events
 * @param after the event that the reader got last; null if it got none
 * @param last how many earlier events it wants, if it got none
 */
public record TailQuestion(String log, EventFilter filter, @Nullable UUID after, int last) {

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException if anything is wrong in it
   */
  public static TailQuestion of(SentRequest request, ReadableLogs logs, Instant now) {
    QueryParameters question = QueryParameters.of(Question.TAIL, request.query(), now);
    return new TailQuestion(
        logs.named(question.log()),
        OwnEvents.hide(live(question)),
        after(request.header("Last-Event-ID")),
        question.last());
  }

  /** An event that arrives is shown whenever it happened, unless the question bounds the time. */
  private static EventFilter live(QueryParameters question) {
    EventFilter asked = question.filter();
    return question.isBoundByDefault()
        ? new EventFilter(null, asked.until(), asked.conditions())
        : asked;
  }

  /** What browsers send by themselves when they reconnect (WHATWG HTML, 9.2.4). */
  private static @Nullable UUID after(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return null;
    }
    try {
      return UUID.fromString(header);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Last-Event-ID: must be the id of an event, a UUID", e);
    }
  }
}
