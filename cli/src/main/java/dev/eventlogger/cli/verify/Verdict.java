package dev.eventlogger.cli.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What a verification has found, so far and in the end. For one thread. */
public final class Verdict {

  /** The finding about an event. */
  public enum Kind {
    /** It is in the store as it was sealed. */
    INTACT,
    /** It is in the store, but differs from what was sealed. */
    CHANGED,
    /** It was sealed, is not in the store, and no signed record says why. */
    MISSING,
    /** It was sealed, and a signed record says that it was removed. */
    ERASED,
    /** It is in the store and was not sealed, for a known reason. */
    UNSEALED,
    /** It is in the store and should be sealed, but is not. */
    INSERTED,
    /** It is in the store more than once, as it was sealed. */
    DUPLICATE
  }

  /** The result of a verification. */
  public enum Outcome {
    /** Everything is as it was sealed, except for removals that the operator key signed. */
    INTACT,
    /** Something is not as it was sealed. */
    TAMPERED,
    /** Nothing wrong was found, but something could not be decided. */
    CANNOT_TELL
  }

  /**
   * A signed record of a removal.
   *
   * @param number its own sequence number; {@link Problem#NO_NUMBER} while it waits to be sealed
   */
  public record Removed(
      String seal, long number, String kind, String reason, Instant time, int events) {}

  /**
   * What was found about one seal.
   *
   * @param size entries, by its newest checkpoint
   * @param epochs runs of the process that seals
   * @param anchored entries that the newest anchored checkpoint covers; 0 if there is none
   * @param until the newest time in an epoch or a heartbeat; null if there is none
   * @param operators the hashes of the operator keys that vouch for it, the newest first
   */
  public record Sealed(
      String seal,
      String origin,
      long size,
      long epochs,
      long anchored,
      @Nullable Instant until,
      List<String> operators) {
    public Sealed {
      operators = List.copyOf(operators);
    }
  }

  private static final int MOST_SHOWN = 100;
  private static final int MOST_REMOVALS = 10_000;

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  // The head has the largest number, and is dropped first when there are too many.
  private final PriorityQueue<Problem> problems = new PriorityQueue<>(ORDER.reversed());
  private final List<Removed> removals = new ArrayList<>();
  private final List<Sealed> seals = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private final List<String> unsure = new ArrayList<>();
  private long problemCount;
  private long removalCount;

  private static final Comparator<Problem> ORDER =
      Comparator.comparingLong(
              (Problem each) -> each.number() == Problem.NO_NUMBER ? Long.MAX_VALUE : each.number())
          .thenComparing(Problem::seal)
          .thenComparing(Problem::words);

  void count(Kind kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  void problem(Problem problem) {
    problemCount++;
    problems.add(problem);
    if (problems.size() > MOST_SHOWN) {
      problems.poll();
    }
  }

  void removal(Removed removed) {
    removalCount++;
    if (removals.size() < MOST_REMOVALS) {
      removals.add(removed);
    }
  }

  void sealed(Sealed sealed) {
    seals.add(sealed);
  }

  /** Adds something that is no evidence of tampering, but that somebody should know. */
  void doubt(String words) {
    if (!doubts.contains(words)) {
      doubts.add(words);
    }
  }

  /** Adds something that tampering or an accident may have caused: nobody can tell which. */
  void unsure(String words) {
    if (!unsure.contains(words)) {
      unsure.add(words);
    }
  }

  /** Returns how many events were found to be of a kind. */
  public long count(Kind kind, long otherwise) {
    return counts.getOrDefault(kind, otherwise);
  }

  /** Whether everything is as it was sealed. */
  public boolean isIntact() {
    return outcome() == Outcome.INTACT;
  }

  /** Returns the result. */
  public Outcome outcome() {
    if (problemCount > 0) {
      return Outcome.TAMPERED;
    }
    return unsure.isEmpty() ? Outcome.INTACT : Outcome.CANNOT_TELL;
  }

  /** Returns what could not be decided. */
  public List<String> unsure() {
    return List.copyOf(unsure);
  }

  /** Returns how many things are wrong; not all of them are kept. */
  public long problemCount() {
    return problemCount;
  }

  /** Returns the things that are wrong, those with the lowest numbers, in order. */
  public List<Problem> problems() {
    return problems.stream().sorted(ORDER).toList();
  }

  /** Returns the lowest sequence number of anything that is wrong. */
  public OptionalLong firstBad() {
    return problems.stream()
        .mapToLong(Problem::number)
        .filter(number -> number != Problem.NO_NUMBER)
        .min();
  }

  /** Returns the signed records of removals, the first 10,000 of them. */
  public List<Removed> removals() {
    return List.copyOf(removals);
  }

  /** Returns how many signed records of removals there are. */
  public long removalCount() {
    return removalCount;
  }

  /** The seals. */
  public List<Sealed> seals() {
    return List.copyOf(seals);
  }

  /** Returns what somebody should know. */
  public List<String> doubts() {
    return List.copyOf(doubts);
  }
}
