package dev.eventlogger.cli.verify;

import dev.eventlogger.cli.verify.CheckpointCheck.Finding;
import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.Heartbeat;
import dev.eventlogger.seal.Removal;
import dev.eventlogger.seal.SealEntry;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.SealRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks that one seal is consistent in itself: every entry is in the tree, the tree matches the
 * newest checkpoint and all those that anchors keep, and each of these was signed with the key of
 * its epoch, for which a trusted operator key vouches. For one thread, once.
 */
final class SealCheck {

  private static final int MOST_GAPS = 100;

  private final SealFolder folder;
  private final int seal;
  private final IdIndex index;
  private final Verdict verdict;
  private final Epochs epochs;
  private final RemovalCheck removals;
  private final CheckpointCheck checkpoints;
  private final AnchorCheck anchors;
  private final Vouched vouched = new Vouched();
  private Newest newest;
  private TreeCheck tree;
  private @Nullable Instant until;
  private boolean isWhole = true;

  /**
   * Nothing is checked yet.
   *
   * @param seal the index of this seal among all
   */
  SealCheck(SealFolder folder, int seal, Newest newest, IdIndex index, Verdict verdict) {
    this.folder = folder;
    this.seal = seal;
    this.newest = newest;
    this.index = index;
    this.verdict = verdict;
    String origin = newest.checkpoint().origin();
    epochs = new Epochs(origin);
    removals = new RemovalCheck(folder, origin, epochs, index, verdict, this::problem);
    checkpoints = new CheckpointCheck(folder, origin, epochs, newest.size());
    anchors = new AnchorCheck(this, verdict);
    tree = new TreeCheck(folder, newest.size(), this::problem);
  }

  Epochs epochs() {
    return epochs;
  }

  SealFolder folder() {
    return folder;
  }

  RemovalCheck removals() {
    return removals;
  }

  CheckpointCheck checkpoints() {
    return checkpoints;
  }

  /** The sizes up to which something that is right confirms the entries. */
  Vouched vouched() {
    return vouched;
  }

  /** The number of entries, by the newest checkpoint. */
  long size() {
    return newest.size();
  }

  /** Whether every entry could be read, so that one that is not there was never sealed. */
  boolean isWhole() {
    return isWhole;
  }

  /**
   * Checks the whole seal.
   *
   * @param kept checkpoints of this seal from other places
   */
  void run(Trust trust, List<Anchor> kept) throws InterruptedException {
    readEntries(0, newest.size());
    tree.end();
    if (epochs.count() == 0 || !epochs.areTrusted(trust)) {
      problem(0, "no epoch was begun by an operator key that is trusted");
    }
    for (Anchor anchor : kept) {
      anchors.ask(anchor);
    }
    anchors.report();
    checkNewest();
  }

  /** Reads what was sealed in the meantime. */
  void readOn() {
    long from = newest.size();
    try {
      Newest later = Newest.read(newest.from(), folder.checkpoint());
      if (later.size() > from) {
        newest = later;
        tree = new TreeCheck(folder, later.size(), this::problem);
        checkpoints.growTo(later.size());
        readEntries(from, later.size());
        tree.end();
        checkNewest();
      }
    } catch (IOException | IllegalArgumentException e) {
      problem(from, "the checkpoint cannot be read any more");
    }
  }

  /** Reports what was found about the seal as a whole. */
  void report() {
    verdict.sealed(
        new Verdict.Sealed(
            name(),
            origin(),
            newest.size(),
            epochs.count(),
            anchors.covered(),
            until,
            epochs.operators()));
  }

  /**
   * Reads entries; those that cannot be read are skipped, and reported. It gives up after some such
   * gaps, since the size comes from a checkpoint that nobody has checked yet.
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
        removals.take(entry.index(), removal, entry.note());
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
    byte[] root = checkpoints.root(entry.index());
    String wrong = epochs.take(entry.index(), epoch, entry.note(), root);
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

  /**
   * Judges the newest checkpoint; if it is wrong, reports from where on nothing confirms the
   * entries.
   */
  private void checkNewest() {
    Finding finding = checkpoints.judge(newest);
    if (finding == Finding.RIGHT) {
      vouched.add(newest.size());
    } else if (finding.isWrong()) {
      problem(vouched.below(Long.MAX_VALUE), finding.of(newest));
    }
  }

  private String origin() {
    return newest.checkpoint().origin();
  }

  String name() {
    return folder.path().toString();
  }

  void problem(long number, String words) {
    verdict.problem(new Problem(name(), number, words));
  }

  /** The message of a failure, which names the file. */
  private static String reason(IOException failure) {
    return String.valueOf(failure.getMessage());
  }
}
