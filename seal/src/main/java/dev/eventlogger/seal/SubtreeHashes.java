package dev.eventlogger.seal;

import java.io.IOException;

/** Provides the hashes of a tree's whole subtrees. */
@FunctionalInterface
public interface SubtreeHashes {

  /**
   * The hash of the subtree of 2<sup>level</sup> leaves that begins with leaf {@code index ·
   * 2}<sup>level</sup>.
   *
   * @throws IOException if it cannot be read
   */
  byte[] hash(int level, long index) throws IOException;
}
