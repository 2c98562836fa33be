package dev.eventlogger.seal;

import java.util.ArrayList;
import java.util.List;

/** A tree in memory, with all its hashes, strictly by the definition of RFC 6962. */
final class Leaves implements SubtreeHashes {

  private final TreeHash tree = new TreeHash();
  private final List<byte[]> hashes = new ArrayList<>();

  void add(byte[] entry) {
    hashes.add(tree.leaf(entry));
  }

  byte[] leafHash(long index) {
    return hashes.get((int) index);
  }

  /** MTH of RFC 6962, 2.1. */
  byte[] root(int from, int to) {
    if (from == to) {
      return tree.empty();
    }
    if (to - from == 1) {
      return hashes.get(from);
    }
    int middle = 1;
    while (2 * middle < to - from) {
      middle *= 2;
    }
    return tree.node(root(from, from + middle), root(from + middle, to));
  }

  @Override
  public byte[] hash(int level, long index) {
    int width = 1 << level;
    return root((int) index * width, (int) (index + 1) * width);
  }
}
