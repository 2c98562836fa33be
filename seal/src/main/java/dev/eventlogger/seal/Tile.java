package dev.eventlogger.seal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A file of a tree, by C2SP's tlog-tiles: up to 256 hashes of one level, or entries.
 *
 * @param level the tile's level, of which each spans eight levels of the tree; {@link #ENTRIES} for
 *     entries
 * @param index the tile's number within its level, from 0
 * @param width how many hashes, or entries, it has: 256, or fewer at the tree's right edge
 */
public record Tile(int level, long index, int width) {

  /** Hashes, or entries, of a whole tile. */
  public static final int WIDTH = 256;

  /** The level of tiles that hold the entries themselves. */
  public static final int ENTRIES = -1;

  static final int HEIGHT = 8;

  private static final int DIGITS = 1000;

  public Tile {
    if (level < ENTRIES || level > 7 || index < 0 || width < 1 || width > WIDTH) {
      throw new IllegalArgumentException("there is no such tile: " + level + ", " + index);
    }
  }

  /** The tile that has an entry, or a hash of a level, in a tree of the given size. */
  static Tile of(int level, long position, long size) {
    long index = position / WIDTH;
    long count = level <= 0 ? size : size >> (level * HEIGHT);
    return new Tile(level, index, (int) Math.min(WIDTH, count - index * WIDTH));
  }

  /** Whether it is complete, and will not change any more. */
  public boolean isWhole() {
    return width == WIDTH;
  }

  /** The path: {@code tile/0/x001/234}, {@code tile/entries/007.p/12}. */
  public String path() {
    return isWhole() ? wholePath() : partialFolder() + "/" + width;
  }

  /** The path once the tile is whole. */
  String wholePath() {
    Deque<String> parts = new ArrayDeque<>();
    parts.push(digits(index % DIGITS));
    for (long left = index / DIGITS; left > 0; left /= DIGITS) {
      parts.push("x" + digits(left % DIGITS));
    }
    return "tile/" + (level == ENTRIES ? "entries" : level) + "/" + String.join("/", parts);
  }

  /** The folder of the tile while it is not whole. */
  String partialFolder() {
    return wholePath() + ".p";
  }

  private static String digits(long number) {
    return Long.toString(DIGITS + number).substring(1);
  }
}
