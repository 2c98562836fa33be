package dev.eventlogger.cli.verify;

import dev.eventlogger.seal.Proofs;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.VerifierKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Judges checkpoints, wherever they are from, by the entries of one seal. For one thread. */
final class CheckpointCheck {

  /** What a checkpoint is found to be. */
  enum Finding {
    /** It is signed with the key of its epoch, and is what the entries say. */
    RIGHT(""),
    /** The tiles that it takes cannot be read, which is said by itself. */
    UNKNOWN(""),
    /** It says another origin. */
    OF_ANOTHER_LOG("is of another log"),
    /** Nobody signed it who could. */
    UNSIGNED("is not signed with the key of its epoch"),
    /** It is of another tree: one that the entries do not begin with. */
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
   * @param size how many of the entries may be looked at; no checkpoint may have more
   */
  CheckpointCheck(SealFolder folder, String origin, Epochs epochs, long size) {
    this.folder = folder;
    this.origin = origin;
    this.epochs = epochs;
    proofs = new Proofs(folder.hashes(size));
  }

  /** More entries may be looked at. */
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

  /** Of the first entries; null if a tile is missing. */
  byte @Nullable [] root(long size) {
    try {
      return proofs.root(size);
    } catch (IOException e) {
      return null;
    }
  }
}
