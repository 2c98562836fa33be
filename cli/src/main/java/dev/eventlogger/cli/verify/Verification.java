package dev.eventlogger.cli.verify;

import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.seal.NoteTaker;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares a store with all seals of its log, one for each node that writes to it. Reads page by
 * page, and keeps some bits of each event in memory and some 100 bytes in a temporary file. For one
 * thread, once.
 */
public final class Verification {

  private static final String NO_CHECKPOINT = "the checkpoint of the seal is gone, or damaged";
  private static final int MOST_MORE = 20_000;

  private final EventStore store;
  private final Trust trust;
  private final LongConsumer progress;
  private final Clock clock;
  private final List<Given> given = new ArrayList<>();
  private final Verdict verdict = new Verdict();

  /** A seal, and the anchors with checkpoints of it. */
  private record Given(SealFolder folder, List<Anchor> anchors) {}

  /**
   * Nothing is read yet.
   *
   * @param trust operator keys that do not come from the seal itself
   * @param progress is told from time to time how many events were read
   */
  public Verification(EventStore store, Trust trust, LongConsumer progress) {
    this(store, trust, progress, Clock.systemUTC());
  }

  Verification(EventStore store, Trust trust, LongConsumer progress, Clock clock) {
    this.store = store;
    this.trust = trust;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * A place that keeps checkpoints, all of which are compared.
   *
   * @param from where it is, for people
   */
  public record Anchor(String from, Source source) {

    /** Supplies checkpoints. */
    @FunctionalInterface
    public interface Source {
      /**
       * Supplies each checkpoint, in any order.
       *
       * @throws Exception if the source cannot be asked, or not to the end; what it supplied counts
       */
      void each(NoteTaker taker) throws Exception;
    }

    /** An anchor with a single checkpoint. */
    public Anchor(String from, byte[] checkpoint) {
      this(from, ofOne(checkpoint.clone()));
    }

    private static Source ofOne(byte[] checkpoint) {
      return taker -> taker.accept(checkpoint);
    }
  }

  /** Adds the seal of one node. */
  public Verification of(SealFolder folder, List<Anchor> anchors) {
    given.add(new Given(folder, List.copyOf(anchors)));
    return this;
  }

  /** Adds something that is no evidence, but that somebody should know. */
  public void doubt(String words) {
    verdict.doubt(words);
  }

  /**
   * Verifies.
   *
   * @param since the time from which on events must have happened; null for all
   * @param until when the seals were copied: they know nothing that was logged since; null if they
   *     are the seals themselves
   * @throws CannotTellException if it can be neither confirmed nor denied
   * @throws IOException if a file unrelated to the seals cannot be read or written
   */
  public Verdict run(@Nullable Instant since, @Nullable Instant until)
      throws IOException, InterruptedException {
    try {
      look(since, until);
    } catch (IOException | RuntimeException e) {
      if (verdict.problemCount() == 0) {
        throw e;
      }
      // What was found to be wrong stays so, whatever else there is.
      verdict.unsure("could not go on: " + words(e));
    }
    return verdict;
  }

  private static String words(Exception failure) {
    boolean isOurs = failure instanceof CannotTellException || failure instanceof StoreException;
    return isOurs ? String.valueOf(failure.getMessage()) : FailureWords.of(failure);
  }

  private void look(@Nullable Instant since, @Nullable Instant until)
      throws IOException, InterruptedException {
    Map<SealCheck, List<Anchor>> anchored = new LinkedHashMap<>();
    long room = 0;
    for (Given each : given) {
      room += room(each);
    }
    try (IdIndex index = IdIndex.of(room)) {
      for (Given each : given) {
        Newest newest = newest(each);
        if (newest != null) {
          int number = anchored.size();
          SealCheck check = new SealCheck(each.folder(), number, newest, index, verdict);
          anchored.put(check, each.anchors());
        }
      }
      for (Map.Entry<SealCheck, List<Anchor>> each : anchored.entrySet()) {
        each.getKey().run(trust, each.getValue());
      }
      List<SealCheck> checks = List.copyOf(anchored.keySet());
      Underway underway = new Underway(checks, index);
      underway.readRemovals();
      Seals seals = new Seals(index, checks, clock, until, isAnyLost());
      new EventsCheck(store, index, seals, underway, verdict, progress).run(since);
      seals.report(verdict);
      checks.forEach(SealCheck::report);
    }
  }

  private boolean isAnyLost() {
    return verdict.problems().stream().anyMatch(problem -> problem.words().equals(NO_CHECKPOINT));
  }

  /** How many entries need room, including those added meanwhile. */
  private static long room(Given given) throws IOException {
    long there = given.folder().room();
    return there + there / 8 + MOST_MORE;
  }

  /**
   * The newest checkpoint of a seal, or else the largest of its anchors; null if there is neither.
   */
  private @Nullable Newest newest(Given each) throws IOException, InterruptedException {
    Path path = each.folder().path();
    try {
      return Newest.read("the seal", each.folder().checkpoint());
    } catch (NoSuchFileException | IllegalArgumentException e) {
      Newest best = largest(each.anchors());
      if (!each.folder().isThere() && best == null && !Files.exists(path.resolve("tile"))) {
        throw new CannotTellException(
            path + ": there is no seal; nothing was sealed here, or the folder is another one");
      }
      verdict.problem(new Problem(path.toString(), 0, NO_CHECKPOINT));
      return best;
    }
  }

  private static @Nullable Newest largest(List<Anchor> anchors) throws InterruptedException {
    List<Newest> largest = new ArrayList<>();
    for (Anchor anchor : anchors) {
      try {
        anchor.source().each(checkpoint -> keepLargest(anchor.from(), checkpoint, largest));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        // Reported when the anchor is asked for everything it has.
      }
    }
    return largest.isEmpty() ? null : largest.get(0);
  }

  private static void keepLargest(String from, byte[] checkpoint, List<Newest> largest) {
    try {
      Newest next = Newest.read(from, checkpoint);
      if (largest.isEmpty() || next.size() > largest.get(0).size()) {
        largest.clear();
        largest.add(next);
      }
    } catch (IllegalArgumentException e) {
      // Likewise.
    }
  }
}
