package dev.eventlogger.formats.dialect;

import java.util.List;

/**
 * How clients of one kind send events, and what they take for an answer. The status is part of it:
 * a client that gets another than it expects sends again, and doubles what it has sent. Immutable,
 * thread-safe.
 */
public interface Dialect {

  /** Its name in configurations, such as {@code segment}. */
  String name();

  /** Where its clients send to, unless it is configured otherwise. */
  List<Route> routes();

  /** Whether it is spoken unless it is configured otherwise. */
  default boolean isOnByDefault() {
    return true;
  }

  /**
   * Whether a request to one of its routes is meant for it; another dialect may share the route.
   */
  default boolean isMeant(SentRequest request) {
    return true;
  }

  /** Whether the key of a client may be in the body, so that the body must be read to know it. */
  default boolean hasKeyInBody() {
    return false;
  }

  /** Whether a request brings no events but asks something that anybody may know. */
  default boolean isQuestion(SentRequest request) {
    return false;
  }

  /**
   * Reads a request. One that holds no events, such as a question for the client's configuration,
   * is read as none.
   *
   * @throws UnreadableRequestException if the request as a whole cannot be read; what is wrong with
   *     one event is in its {@link SentEvent}
   */
  SentEvents read(SentRequest request) throws UnreadableRequestException;

  /**
   * The answer to a request of which at least one event was not dropped, or that had none.
   *
   * @param verdicts what became of each event, in the order of {@link #read}
   */
  Answer answer(SentRequest request, List<Verdict> verdicts);

  /** The answer to a request of which nothing was taken, and why. */
  default Answer refuse(SentRequest request, Refusal refusal) {
    return Answers.error(refusal);
  }
}
