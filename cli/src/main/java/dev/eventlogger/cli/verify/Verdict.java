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

/** What a verification has found so far, and in the end. For one thread. */
public final class Verdict {

  /** What an event can be found to be. */
  public enum Kind {
    /** It is in the store, and is what was sealed. */
    INTACT,
    /** It is in the store, and is not what was sealed. */
    CHANGED,
    /** It was sealed, is not in the store, and no signed record says why. */
    MISSING,
    /** It was sealed, and a signed record says that it was removed. */
    ERASED,
    /** It is in the store, and was not sealed, for a reason that is known. */
    UNSEALED,
    /** It is in the store, and ought to be sealed, and is not. */
    INSERTED,
    /** It is in the store once more, as it was sealed. */
    DUPLICATE
  }

  /** What comes out of it. */
  public enum Outcome {
    /** All is as it was sealed, but for what the operator key signed. */
    INTACT,
    /** Something is not as it was sealed. */
    TAMPERED,
    /** Nothing was found, and something could not be told. */
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
   * What was found of one seal.
   *
   * @param size entries, by its newest checkpoint
   * @param epochs runs of the process that seals
   * @param anchored entries that the newest anchor covers; 0 if there is none
   * @param until the newest time that an epoch or a heartbeat says; null if there is none
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
  // The worst is the one with the largest number, which goes first when there are too many.
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

  /** Something that is no evidence of tampering, and that somebody should know. */
  void doubt(String words) {
    if (!doubts.contains(words)) {
      doubts.add(words);
    }
  }

  /** Something that tampering may have caused, or an accident: nobody can tell which. */
  void unsure(String words) {
    if (!unsure.contains(words)) {
      unsure.add(words);
    }
  }

  /** How many events were found to be so. */
  public long count(Kind kind, long otherwise) {
    return counts.getOrDefault(kind, otherwise);
  }

  /** Whether all is as it was sealed. */
  public boolean isIntact() {
    return outcome() == Outcome.INTACT;
  }

  /** What comes out of it. */
  public Outcome outcome() {
    if (problemCount > 0) {
      return Outcome.TAMPERED;
    }
    return unsure.isEmpty() ? Outcome.INTACT : Outcome.CANNOT_TELL;
  }

  /** What cannot be told. */
  public List<String> unsure() {
    return List.copyOf(unsure);
  }

  /** How many things are wrong; not all of them are kept. */
  public long problemCount() {
    return problemCount;
  }

  /** The things that are wrong, those of the lowest numbers. */
  public List<Problem> problems() {
    return problems.stream().sorted(ORDER).toList();
  }

  /** The lowest sequence number of anything that is wrong. */
  public OptionalLong firstBad() {
    return problems.stream()
        .mapToLong(Problem::number)
        .filter(number -> number != Problem.NO_NUMBER)
        .min();
  }

  /** The signed records of removals, the first 10,000 of them. */
  public List<Removed> removals() {
    return List.copyOf(removals);
  }

  /** How many signed records of removals there are. */
  public long removalCount() {
    return removalCount;
  }

  /** The seals. */
  public List<Sealed> seals() {
    return List.copyOf(seals);
  }

  /** What somebody should know. */
  public List<String> doubts() {
    return List.copyOf(doubts);
  }
}
