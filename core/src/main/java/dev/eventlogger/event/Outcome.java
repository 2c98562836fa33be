package dev.eventlogger.event;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event when it was logged. Each logged event has exactly one outcome, possibly
 * after {@link Staged}.
 */
public sealed interface Outcome {

  /** Every log that wanted the event took it: it is in that log's queue or journal. */
  record Accepted() implements Outcome {
    /** The only instance that is needed. */
    public static final Accepted ACCEPTED = new Accepted();
  }

  /**
   * The event is part of the caller's database transaction: it is accepted once the transaction has
   * committed and its logs have taken it from the outbox, and gone if the transaction rolls back.
   * Until then the ledger does not count it. Only logging in a transaction has this outcome.
   *
   * @param logs the logs that want it
   */
  record Staged(List<String> logs) implements Outcome {
    public Staged {
      logs = List.copyOf(logs);
    }
  }

  /**
   * The policy refused the event, or no log wanted it.
   *
   * @param rule the configured rule that said so, as its place in the configuration
   */
  record Filtered(String rule) implements Outcome {
    public Filtered {
      requireNonNull(rule, "rule");
    }
  }

  /**
   * The event cannot be recorded as it is.
   *
   * @param reason what is wrong with it, in general
   * @param schema the registered schema that it does not meet; null for any other reason
   * @param problems all that was found wrong, at least one; without values of the event
   */
  record Invalid(InvalidReason reason, @Nullable SchemaRef schema, List<Problem> problems)
      implements Outcome {
    public Invalid {
      requireNonNull(reason, "reason");
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("an invalid event has at least one problem");
      }
    }

    /** What was logged is not an event. */
    public Invalid(List<Problem> problems) {
      this(InvalidReason.NO_EVENT, null, problems);
    }

    /** What was logged is not an event, for one reason. */
    public Invalid(String at, String problem) {
      this(List.of(new Problem(at, problem)));
    }
  }

  /** What is wrong with an invalid event, in general. */
  enum InvalidReason {
    /** It has no type, name or schema, holds something that is not JSON, or is too large. */
    NO_EVENT,
    /** It names a schema that is not registered. */
    UNREGISTERED_SCHEMA,
    /** Its data does not meet its schema. */
    VIOLATES_SCHEMA,
    /** One of the application's modifiers failed, so what it was to remove is still there. */
    MODIFIER_FAILED
  }

  /**
   * The event was valid and wanted, but at least one log did not take it.
   *
   * @param logs the logs that did not take it; others may have
   * @param reason why the first of them did not
   */
  record Dropped(List<String> logs, DropReason reason) implements Outcome {
    public Dropped {
      logs = List.copyOf(logs);
      requireNonNull(reason, "reason");
    }
  }

  /** Why a log did not take an event. */
  enum DropReason {
    /** The log's queue was full, for as long as {@code on_full} let the caller wait. */
    QUEUE_FULL,
    /** The log's journal could not be written: the disk was full or failing, or memory ran out. */
    NOT_WRITTEN,
    /**
     * The disk of the log's journal was too slow for as long as {@code on_full} lets callers wait.
     */
    DISK_SLOW,
    /** The event logger was closed. */
    CLOSED
  }

  /** Whether the event was accepted. */
  default boolean isAccepted() {
    return this instanceof Accepted;
  }
}
