package dev.eventlogger.formats.dialect;

import java.util.List;

/**
 * How clients of one kind send events, and which answers they expect. The status matters: a client
 * that gets one that it does not expect sends the events again, and duplicates them. Immutable,
 * thread-safe.
 */
public interface Dialect {

  /** Its name in configurations, such as {@code segment}. */
  String name();

  /** The routes that its clients send to, by default. */
  List<Route> routes();

  /** Whether it is enabled by default. */
  default boolean isOnByDefault() {
    return true;
  }

  /** Whether a request to one of its routes is meant for it, since dialects may share a route. */
  default boolean isMeant(SentRequest request) {
    return true;
  }

  /** Whether a client's key may be in the body, so that the body must be read to know the key. */
  default boolean hasKeyInBody() {
    return false;
  }

  /** Whether a request brings no events, but asks for something that anybody may know. */
  default boolean isQuestion(SentRequest request) {
    return false;
  }

  /**
   * Reads a request. A request without events, such as a question for the client's configuration,
   * is read as no events.
   *
   * @throws UnreadableRequestException if the request as a whole cannot be read; what is wrong with
   *     a single event is in its {@link SentEvent}
   */
  SentEvents read(SentRequest request) throws UnreadableRequestException;

  /**
   * The answer to a request that had no events, or of which at least one was not dropped.
   *
   * @param verdicts what became of each event, in the order of {@link #read}
   */
  Answer answer(SentRequest request, List<Verdict> verdicts);

  /** The answer to a request of which nothing was taken. */
  default Answer refuse(SentRequest request, Refusal refusal) {
    return Answers.error(refusal);
  }
}
