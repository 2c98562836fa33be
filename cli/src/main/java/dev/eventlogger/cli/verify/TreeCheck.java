package dev.eventlogger.cli.verify;

import dev.eventlogger.seal.SealEntry;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.SubtreeHashes;
import dev.eventlogger.seal.Tile;
import dev.eventlogger.seal.TreeHash;
import java.io.IOException;
import java.util.Arrays;

/**
 * Checks that the tiles match the entries, and each level the one below. A wrong tile is reported
 * once. For one thread.
 */
final class TreeCheck {

  // An unchecked size may be one up to which nothing could be read in a reasonable time.
  private static final int MOST_WRONG = 100;
  private static final int HEIGHT = Integer.numberOfTrailingZeros(Tile.WIDTH);

  private final SubtreeHashes hashes;
  private final long size;
  private final Problems problems;
  private final TreeHash tree = new TreeHash();
  private long badTile = -1;

  /** Receives what is wrong. */
  interface Problems {
    void add(long number, String words);
  }

  TreeCheck(SealFolder folder, long size, Problems problems) {
    hashes = folder.hashes(size);
    this.size = size;
    this.problems = problems;
  }

  /** Compares an entry with the lowest tiles. */
  void take(SealEntry entry) {
    long number = entry.index();
    long tile = number / Tile.WIDTH;
    if (tile == badTile) {
      return;
    }
    try {
      if (!Arrays.equals(hashes.hash(0, number), entry.leafHash(tree))) {
        badTile = tile;
        problems.add(number, "the entry is not the one that is in the tree");
      }
    } catch (IOException e) {
      badTile = tile;
      problems.add(number, "the hashes from here on cannot be read: " + e.getMessage());
    }
  }

  /** The number after a bundle of entries that cannot be read. */
  long skipBundle(long number, long to) {
    return Math.min(to, (number / Tile.WIDTH + 1) * Tile.WIDTH);
  }

  /** Compares the other tiles, each with the one below it. */
  void end() {
    int wrong = 0;
    for (int level = HEIGHT; level < Long.SIZE && size >> level > 0; level += HEIGHT) {
      for (long at = 0; at < size >> level && wrong < MOST_WRONG; at++) {
        if (!isRight(level, at)) {
          wrong++;
          at = (at / Tile.WIDTH + 1) * Tile.WIDTH - 1; // one report for a tile is enough
        }
      }
    }
  }

  private boolean isRight(int level, long at) {
    long first = at << level;
    try {
      byte[] expected =
          tree.node(hashes.hash(level - 1, 2 * at), hashes.hash(level - 1, 2 * at + 1));
      if (Arrays.equals(hashes.hash(level, at), expected)) {
        return true;
      }
      problems.add(first, "a tile of the tree is not that of the hashes below it");
    } catch (IOException e) {
      problems.add(first, "the hashes from here on cannot be read: " + e.getMessage());
    }
    return false;
  }
}
