package dev.eventlogger.event;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Thrown when a value cannot be written as JSON. It learns where the value is while it propagates,
 * so that writing a good value costs nothing.
 */
final class UnwritableException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private static final int MOST_SEGMENTS = 12;

  private enum Kind {
    VALUE,
    DEPTH,
    SIZE
  }

  private record Step(Object container, String segment) {}

  private final Kind kind;
  private final transient Deque<Step> steps = new ArrayDeque<>();

  /** For a value that is not JSON itself. */
  UnwritableException(String problem) {
    this(Kind.VALUE, problem);
  }

  private UnwritableException(Kind kind, String problem) {
    super(problem, null, false, false);
    this.kind = kind;
  }

  static UnwritableException tooDeep(int levels) {
    return new UnwritableException(Kind.DEPTH, "is nested deeper than " + levels + " levels");
  }

  static UnwritableException tooLarge(int bytes) {
    return new UnwritableException(
        Kind.SIZE, "the event is larger than " + bytes + " bytes as JSON");
  }

  /**
   * For an application's object that threw. The message may contain anything, so only the class is
   * named.
   */
  static UnwritableException unreadable(Throwable thrown) {
    return new UnwritableException(
        "threw "
            + thrown.getClass().getName()
            + " while it was read; data must be readable, and must not change while it is logged");
  }

  /** Says that the value is in a container, at a key or an index. */
  UnwritableException within(Object container, Object keyOrIndex) {
    steps.addFirst(new Step(container, JsonPointers.segment(keyOrIndex.toString())));
    return this;
  }

  Problem toProblem() {
    if (kind == Kind.SIZE) {
      return new Problem("", String.valueOf(getMessage()));
    }
    Set<Object> passed = Collections.newSetFromMap(new IdentityHashMap<>());
    StringBuilder at = new StringBuilder();
    int segments = 0;
    for (Step step : steps) {
      if (kind == Kind.DEPTH && !passed.add(step.container())) {
        return new Problem(at.toString(), "contains itself; an event must end");
      }
      if (segments++ < MOST_SEGMENTS) {
        at.append('/').append(step.segment());
      }
    }
    return new Problem(at.toString(), String.valueOf(getMessage()));
  }
}
