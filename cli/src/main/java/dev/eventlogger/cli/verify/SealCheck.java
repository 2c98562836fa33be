package dev.eventlogger.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.Heartbeat;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.Proofs;
import dev.eventlogger.seal.Removal;
import dev.eventlogger.seal.RemovalQueue;
import dev.eventlogger.seal.SealEntry;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.SealRecord;
import dev.eventlogger.seal.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether one seal is whole in itself: every entry is in the tree, the tree is what the
 * newest checkpoint and every anchor says, and each of these was signed with the key of its epoch,
 * for which a trusted operator key vouches. For one thread, once.
 */
final class SealCheck {

  private static final int MOST_GAPS = 100;
  private static final String UNKNOWN = "its tree cannot be read";

  private final SealFolder folder;
  private final int seal;
  private final List<Newest> anchors;
  private final IdIndex index;
  private final Verdict verdict;
  private final Epochs epochs;
  private final List<Long> removals = new ArrayList<>();
  private final Set<Path> waiting = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private Newest newest;
  private TreeCheck tree;
  // Up to where something that is right says what the entries are.
  private final List<Long> vouched = new ArrayList<>();
  private long anchored;
  private @Nullable Instant until;
  private boolean isWhole = true;

  /**
   * Nothing is looked at yet.
   *
   * @param seal the how manieth of the seals it is
   * @param anchors checkpoints of this seal from other places
   */
  SealCheck(
      SealFolder folder,
      int seal,
      Newest newest,
      List<Newest> anchors,
      IdIndex index,
      Verdict verdict) {
    this.folder = folder;
    this.seal = seal;
    this.newest = newest;
    this.anchors = anchors;
    this.index = index;
    this.verdict = verdict;
    epochs = new Epochs(newest.checkpoint().origin());
    tree = new TreeCheck(folder, newest.size(), this::problem);
  }

  Epochs epochs() {
    return epochs;
  }

  SealFolder folder() {
    return folder;
  }

  /** Whether every entry could be read, so that one that is not there was never sealed. */
  boolean isWhole() {
    return isWhole;
  }

  void run(Trust trust) {
    readEntries(0, newest.size());
    tree.end();
    if (epochs.count() == 0 || !epochs.areTrusted(trust)) {
      problem(0, "no epoch was begun by an operator key that is trusted");
    }
    List<Newest> inOrder = new ArrayList<>(anchors);
    inOrder.sort(Comparator.comparingLong(Newest::size));
    inOrder.forEach(this::check);
    checkNewest();
  }

  /** Reads what was sealed since. */
  void readOn() {
    long from = newest.size();
    try {
      Newest later = Newest.read(newest.from(), folder.checkpoint());
      if (later.size() > from) {
        newest = later;
        tree = new TreeCheck(folder, later.size(), this::problem);
        readEntries(from, later.size());
        tree.end();
        checkNewest();
      }
    } catch (IOException | IllegalArgumentException e) {
      problem(from, "the checkpoint cannot be read any more");
    }
  }

  /** Says what was found of the seal as a whole. */
  void report() {
    verdict.sealed(
        new Verdict.Sealed(
            name(), origin(), newest.size(), epochs.count(), anchored, until, epochs.operators()));
  }

  /**
   * Reads entries; what cannot be read is passed over, and said. After some of that it ends: the
   * size is what a checkpoint says that nobody has checked yet.
   */
  private void readEntries(long from, long to) {
    long[] at = {from};
    for (int gaps = 0; at[0] < to && gaps < MOST_GAPS; gaps++) {
      try {
        folder.entries(
            at[0],
            to,
            entry -> {
              take(entry);
              at[0]++;
            });
      } catch (IOException e) {
        isWhole = false;
        problem(at[0], "the entries from here on cannot be read: " + reason(e));
        at[0] = tree.skipBundle(at[0], to);
      }
    }
  }

  private void take(SealEntry entry) {
    tree.take(entry);
    if (entry.isEvent()) {
      index.add(seal, entry.index(), entry.bytes());
      return;
    }
    try {
      SealRecord record = entry.asRecord();
      if (record instanceof EpochRecord epoch) {
        takeEpoch(entry, epoch);
      } else if (record instanceof Removal removal) {
        takeRemoval(entry.index(), removal, entry.note());
      } else if (record instanceof Heartbeat beat && beat.origin().equals(origin())) {
        noteTime(beat.time());
      } else {
        problem(entry.index(), "an entry is no record of this log that is known");
      }
    } catch (IllegalArgumentException e) {
      problem(entry.index(), "a record is damaged");
    }
  }

  private void takeEpoch(SealEntry entry, EpochRecord epoch) {
    String wrong = epochs.take(entry.index(), epoch, entry.note(), root(entry.index()));
    if (wrong != null) {
      problem(entry.index(), wrong);
    } else {
      vouched.add(entry.index() + 1);
      noteTime(epoch.time());
    }
  }

  private void noteTime(Instant time) {
    until = until == null || time.isAfter(until) ? time : until;
  }

  private void takeRemoval(long number, Removal removal, Note note) {
    String wrong = wrong(removal, note, false);
    if (wrong != null) {
      problem(number, wrong);
      return;
    }
    tell(number, removal, note);
  }

  private void tell(long number, Removal removal, Note note) {
    if (number != Problem.NO_NUMBER) {
      removals.add(number);
    }
    String text =
        HexFormat.of().formatHex(new SealEntry(0, note.text().getBytes(UTF_8)).leafHash());
    if (number == Problem.NO_NUMBER) {
      told.add(text);
    } else if (told.contains(text)) {
      return; // It waited when this began, and is sealed now.
    }
    verdict.removal(
        new Verdict.Removed(
            name(),
            number,
            removal.kind(),
            removal.reason(),
            removal.time(),
            removal.ids().size()));
  }

  /**
   * Why a record does not count; null if it does.
   *
   * @param isWaiting whether it is to be sealed yet: then that of the key before counts, too, as
   *     long as the epoch is the one that changed the key
   */
  private @Nullable String wrong(Removal removal, Note note, boolean isWaiting) {
    VerifierKey operator = epochs.operator();
    VerifierKey former = isWaiting ? epochs.formerOperator() : null;
    if (!removal.origin().equals(origin())) {
      return "a removal of another log, " + removal.origin();
    }
    boolean isSigned =
        (operator != null && note.isSignedBy(operator))
            || (former != null && note.isSignedBy(former));
    return !isSigned
        ? "the record of a removal is not signed by the operator key of its epoch"
        : null;
  }

  /** Marks what sealed records that were read since the last time say was removed. */
  void markRemoved() throws IOException {
    for (long number : removals) {
      if (folder.entry(number, newest.size()).asRecord() instanceof Removal removal) {
        mark(removal);
      }
    }
    removals.clear();
  }

  /** Marks what records say was removed that still wait to be sealed: they count, too. */
  void readWaiting() throws IOException {
    for (RemovalQueue.Waiting each : folder.removals().waiting(file -> !waiting.contains(file))) {
      waiting.add(each.file());
      markWaiting(each);
    }
  }

  private void markWaiting(RemovalQueue.Waiting waiting) {
    try {
      SealEntry entry = new SealEntry(0, waiting.note().toBytes());
      if (entry.asRecord() instanceof Removal removal
          && wrong(removal, waiting.note(), true) == null) {
        tell(Problem.NO_NUMBER, removal, waiting.note());
        mark(removal);
        return;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    problem(Problem.NO_NUMBER, "a removal waits to be sealed that the operator key did not sign");
  }

  private void mark(Removal removal) {
    removal.ids().forEach(id -> index.mark(id, IdIndex.REMOVED));
  }

  /** The newest checkpoint: from where on nothing vouches for the entries if it does not. */
  private void checkNewest() {
    String wrong = wrong(newest);
    if (wrong == null) {
      vouched.add(newest.size());
    } else if (!wrong.equals(UNKNOWN)) {
      problem(lastVouched(Long.MAX_VALUE), wrong);
    }
  }

  private void check(Newest anchor) {
    if (anchor.size() > newest.size()) {
      String words = " has " + anchor.size() + " entries; here are only " + newest.size();
      problem(newest.size(), "entries are gone: the checkpoint of " + anchor.from() + words);
      return;
    }
    String wrong = wrong(anchor);
    if (wrong == null) {
      vouched.add(anchor.size());
      anchored = Math.max(anchored, anchor.size());
    } else if (!wrong.equals(UNKNOWN)) {
      problem(lastVouched(anchor.size()), wrong);
    }
  }

  /** The most entries, below a size, of which an anchor or an epoch says that they are these. */
  private long lastVouched(long below) {
    return vouched.stream().mapToLong(size -> size).filter(size -> size < below).max().orElse(0);
  }

  private @Nullable String wrong(Newest claim) {
    String which = "the checkpoint of " + claim.from() + " with " + claim.size() + " entries ";
    if (!claim.checkpoint().origin().equals(origin())) {
      return which + "is of another log, " + claim.checkpoint().origin();
    }
    VerifierKey key = epochs.keyOf(claim.size());
    if (key == null || !claim.note().isSignedBy(key)) {
      return which + "is not signed with the key of its epoch";
    }
    byte[] root = root(claim.size());
    if (root == null) {
      return UNKNOWN;
    }
    return claim.checkpoint().hasRoot(root) ? null : which + "is not that of these entries";
  }

  private byte @Nullable [] root(long size) {
    try {
      return new Proofs(folder.hashes(newest.size())).root(size);
    } catch (IOException e) {
      return null; // the tile that is missing is said by itself
    }
  }

  private String origin() {
    return newest.checkpoint().origin();
  }

  String name() {
    return folder.path().toString();
  }

  private void problem(long number, String words) {
    verdict.problem(new Problem(name(), number, words));
  }

  /** Of a failure with a file, which file it is. */
  private static String reason(IOException failure) {
    return String.valueOf(failure.getMessage());
  }
}
