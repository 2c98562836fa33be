package dev.eventlogger.event;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What a reader made of its input: a draft to log, or what is wrong with the input. */
public sealed interface Reading {

  /** The input is not an event, for one reason. */
  static Reading refused(Problem problem) {
    return new Refused(List.of(problem));
  }

  /**
   * The input can be logged. Whether its data is valid is decided then, as for any other draft.
   *
   * @param draft new with every reading, so the caller may add to it
   */
  record Read(EventDraft draft) implements Reading {
    public Read {
      requireNonNull(draft, "draft");
    }
  }

  /**
   * The input is not an event.
   *
   * @param problems all that was found wrong, at least one; without values of the event
   */
  record Refused(List<Problem> problems) implements Reading {
    public Refused {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("what is refused has at least one problem");
      }
    }
  }
}
