package dev.eventlogger.cli.verify;

import dev.eventlogger.query.EventStore;
import dev.eventlogger.seal.SealFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares a store with all seals of its log, one for each node that writes to it. Reads page by
 * page, and keeps of each event some bits in memory and some 100 bytes in a temporary file. For one
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

  /** A seal, and what others keep of it. */
  private record Given(SealFolder folder, List<Newest> anchors) {}

  /**
   * Nothing is read yet.
   *
   * @param trust operator keys that are not from the seal itself
   * @param progress is told how many events were read, now and then
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

  /** A checkpoint that was kept in another place. Immutable. */
  public static final class Anchor {

    private final String from;
    private final byte[] checkpoint;

    /**
     * What was kept.
     *
     * @param from where, for people
     */
    public Anchor(String from, byte[] checkpoint) {
      this.from = from;
      this.checkpoint = checkpoint.clone();
    }
  }

  /**
   * Adds the seal of one node.
   *
   * @throws CannotTellException if an anchor is no checkpoint
   */
  public Verification of(SealFolder folder, List<Anchor> anchors) {
    List<Newest> read = new ArrayList<>();
    for (Anchor anchor : anchors) {
      try {
        read.add(Newest.read(anchor.from, anchor.checkpoint));
      } catch (IllegalArgumentException e) {
        throw new CannotTellException(anchor.from + ": " + e.getMessage());
      }
    }
    given.add(new Given(folder, read));
    return this;
  }

  /**
   * Verifies.
   *
   * @param since from when on events must have happened; null for all
   * @param until when the seals were copied: they know nothing that was logged since; null if they
   *     are the seals themselves
   * @throws CannotTellException if neither yes nor no can be said
   * @throws IOException if a file cannot be read or written that has nothing to do with the seals
   */
  public Verdict run(@Nullable Instant since, @Nullable Instant until)
      throws IOException, InterruptedException {
    List<SealCheck> checks = new ArrayList<>();
    long room = 0;
    for (Given each : given) {
      room += room(each);
    }
    try (IdIndex index = IdIndex.of(room)) {
      for (Given each : given) {
        Newest newest = newest(each);
        if (newest != null) {
          checks.add(
              new SealCheck(each.folder(), checks.size(), newest, each.anchors(), index, verdict));
        }
      }
      for (SealCheck check : checks) {
        check.run(trust);
      }
      Underway underway = new Underway(checks, index);
      underway.readRemovals();
      Seals seals = new Seals(index, checks, clock, until, isAnyLost());
      new EventsCheck(store, index, seals, underway, verdict, progress).run(since);
      seals.report(verdict);
      checks.forEach(SealCheck::report);
    }
    return verdict;
  }

  private boolean isAnyLost() {
    return verdict.problems().stream().anyMatch(problem -> problem.words().equals(NO_CHECKPOINT));
  }

  /** For how many entries there must be room: those that are added meanwhile, too. */
  private static long room(Given given) throws IOException {
    long there = given.folder().room();
    return there + there / 8 + MOST_MORE;
  }

  /** The newest checkpoint of a seal, else that of its newest anchor; null if there is neither. */
  private @Nullable Newest newest(Given each) throws IOException {
    Path path = each.folder().path();
    Newest best = each.anchors().stream().max(Comparator.comparingLong(Newest::size)).orElse(null);
    if (!each.folder().isThere() && best == null && !Files.exists(path.resolve("tile"))) {
      throw new CannotTellException(
          path + ": there is no seal; nothing was sealed here, or the folder is another one");
    }
    try {
      return Newest.read("the seal", each.folder().checkpoint());
    } catch (NoSuchFileException | IllegalArgumentException e) {
      verdict.problem(new Problem(path.toString(), 0, NO_CHECKPOINT));
      return best;
    }
  }
}
