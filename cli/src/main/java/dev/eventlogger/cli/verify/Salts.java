package dev.eventlogger.cli.verify;

import dev.eventlogger.seal.SealEntry;
import dev.eventlogger.seal.SealFolder;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The salts of one seal, with some blocks cached: events are read roughly in the order in which
 * they were sealed. For one thread.
 */
final class Salts {

  private static final int BYTES = SealEntry.SALT_BYTES;
  private static final int AT_ONCE = 4_096;
  private static final int MOST_BLOCKS = 8;
  private static final byte[] NONE = new byte[BYTES];

  private final SealFolder folder;
  private final TreeCheck.Problems problems;
  private boolean isLost;
  private final Map<Long, byte[]> blocks =
      new LinkedHashMap<>(MOST_BLOCKS, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
          return size() > MOST_BLOCKS;
        }
      };

  /**
   * The salts in a seal's folder.
   *
   * @param problems is told, once, if they are gone: then nothing can be compared
   */
  Salts(SealFolder folder, TreeCheck.Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** The salt of an entry; null if it was removed. */
  byte @Nullable [] of(long number) throws IOException {
    byte[] salts = block(number / AT_ONCE);
    int at = (int) (number % AT_ONCE) * BYTES;
    byte[] salt = Arrays.copyOfRange(salts, at, at + BYTES);
    if (Arrays.equals(salt, NONE)) {
      salt = read(number, 1); // it may have been sealed since the block was read
      System.arraycopy(salt, 0, salts, at, BYTES);
    }
    return Arrays.equals(salt, NONE) ? null : salt;
  }

  private byte[] block(long number) throws IOException {
    byte[] salts = blocks.get(number);
    if (salts == null) {
      salts = read(number * AT_ONCE, AT_ONCE);
      blocks.put(number, salts);
    }
    return salts;
  }

  private byte[] read(long from, int count) throws IOException {
    if (!isLost && !folder.hasSalts()) {
      isLost = true;
      problems.add(Problem.NO_NUMBER, "the salts of the seal are gone");
    }
    return folder.salts(from, count);
  }
}
