package dev.eventlogger.cli.verify;

import dev.eventlogger.seal.Proofs;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.VerifierKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Judges checkpoints, wherever they come from, by the entries of one seal. For one thread. */
final class CheckpointCheck {

  /** The verdict on a checkpoint. */
  enum Finding {
    /** It is signed with the key of its epoch, and matches the entries. */
    RIGHT(""),
    /** The tiles needed to check it cannot be read, which is reported elsewhere. */
    UNKNOWN(""),
    /** It names another origin. */
    OF_ANOTHER_LOG("is of another log"),
    /** It is not signed with the key that must sign it. */
    UNSIGNED("is not signed with the key of its epoch"),
    /** It is of another tree, with which the entries do not begin. */
    CONTRADICTED("is not that of these entries");

    private final String words;

    Finding(String words) {
      this.words = words;
    }

    boolean isWrong() {
      return this != RIGHT && this != UNKNOWN;
    }

    /** What is wrong, in a sentence. */
    String of(Newest claim) {
      return "the checkpoint of " + claim.from() + " with " + claim.size() + " entries " + words;
    }
  }

  private final SealFolder folder;
  private final String origin;
  private final Epochs epochs;
  private Proofs proofs;

  /**
   * Judges by a tree.
   *
   * @param size how many of the entries may be used; no checkpoint may have more
   */
  CheckpointCheck(SealFolder folder, String origin, Epochs epochs, long size) {
    this.folder = folder;
    this.origin = origin;
    this.epochs = epochs;
    proofs = new Proofs(folder.hashes(size));
  }

  /** Allows more entries to be used. */
  void growTo(long size) {
    proofs = new Proofs(folder.hashes(size));
  }

  Finding judge(Newest claim) {
    if (!claim.checkpoint().origin().equals(origin)) {
      return Finding.OF_ANOTHER_LOG;
    }
    VerifierKey key = epochs.keyOf(claim.size());
    if (key == null || !claim.note().isSignedBy(key)) {
      return Finding.UNSIGNED;
    }
    byte[] root = root(claim.size());
    if (root == null) {
      return Finding.UNKNOWN;
    }
    return claim.checkpoint().hasRoot(root) ? Finding.RIGHT : Finding.CONTRADICTED;
  }

  /** The root over the first entries; null if a tile is missing. */
  byte @Nullable [] root(long size) {
    try {
      return proofs.root(size);
    } catch (IOException e) {
      return null;
    }
  }
}
