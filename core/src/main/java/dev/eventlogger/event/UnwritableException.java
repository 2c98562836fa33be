package dev.eventlogger.event;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A value cannot be written as JSON. Learns where the value is on its way up, so that writing a
 * good value costs nothing.
 */
final class UnwritableException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private static final int MOST_SEGMENTS = 12;

  private final transient Deque<String> path = new ArrayDeque<>();

  UnwritableException(String problem) {
    super(problem, null, false, false);
  }

  /** Says that the value is below a key or an index. */
  UnwritableException below(Object keyOrIndex) {
    if (path.size() == MOST_SEGMENTS) {
      path.removeLast();
    }
    path.addFirst(JsonPointers.segment(String.valueOf(keyOrIndex)));
    return this;
  }

  Problem toProblem() {
    StringBuilder at = new StringBuilder();
    path.forEach(segment -> at.append('/').append(segment));
    return new Problem(at.toString(), String.valueOf(getMessage()));
  }
}
