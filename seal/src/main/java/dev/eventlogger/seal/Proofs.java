package dev.eventlogger.seal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Roots of a tree, and proofs by RFC 6962 that a leaf is in it, or that another tree is its
 * beginning. For one thread.
 */
public final class Proofs {

  private final SubtreeHashes hashes;
  private final TreeHash tree = new TreeHash();

  /** Makes proofs about the tree that has these hashes. */
  public Proofs(SubtreeHashes hashes) {
    this.hashes = hashes;
  }

  /** The root of the tree's first {@code size} leaves. */
  public byte[] root(long size) throws IOException {
    return size == 0 ? tree.empty() : range(0, size);
  }

  /**
   * The proof that a leaf is in the tree, from the bottom up.
   *
   * @throws IllegalArgumentException if the tree has no such leaf
   */
  public List<byte[]> inclusion(long index, long size) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
    }
    List<byte[]> proof = new ArrayList<>();
    inclusion(index, 0, size, proof);
    return proof;
  }

  private void inclusion(long index, long from, long to, List<byte[]> proof) throws IOException {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      inclusion(index, from, middle, proof);
      proof.add(range(middle, to));
    } else {
      inclusion(index, middle, to, proof);
      proof.add(range(from, middle));
    }
  }

  /**
   * The proof that the tree of {@code size} leaves begins with the tree of the first {@code old}
   * ones. Empty for the same tree, and for the tree without leaves.
   *
   * @throws IllegalArgumentException if the old tree is the larger one
   */
  public List<byte[]> consistency(long old, long size) throws IOException {
    if (old < 0 || old > size) {
      throw new IllegalArgumentException(
          "a tree of " + size + " leaves does not begin with one of " + old);
    }
    List<byte[]> proof = new ArrayList<>();
    if (old > 0 && old < size) {
      consistency(old, 0, size, proof);
    }
    return proof;
  }

  private void consistency(long old, long from, long to, List<byte[]> proof) throws IOException {
    if (old == to) {
      if (from > 0) {
        proof.add(range(from, to));
      }
      return;
    }
    long middle = from + split(to - from);
    if (old <= middle) {
      consistency(old, from, middle, proof);
      proof.add(range(middle, to));
    } else {
      consistency(old, middle, to, proof);
      proof.add(range(from, middle));
    }
  }

  private byte[] range(long from, long to) throws IOException {
    long size = to - from;
    if (Long.bitCount(size) == 1) {
      int level = Long.numberOfTrailingZeros(size);
      return hashes.hash(level, from >> level);
    }
    long middle = from + split(size);
    return tree.node(range(from, middle), range(middle, to));
  }

  /** The largest power of two that is smaller than {@code size}. */
  private static long split(long size) {
    return Long.highestOneBit(size - 1);
  }

  /** Whether a proof shows that a leaf is in a tree. */
  public static boolean isIncluded(
      byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    TreeHash tree = new TreeHash();
    byte[] hash = leafHash;
    long left = index;
    long last = size - 1;
    for (byte[] sibling : proof) {
      if (last == 0 || sibling.length != TreeHash.BYTES) {
        return false;
      }
      if ((left & 1) == 1 || left == last) {
        hash = tree.node(sibling, hash);
        int zeros = (left & 1) == 1 ? 0 : Long.numberOfTrailingZeros(left);
        left >>= zeros;
        last >>= zeros;
      } else {
        hash = tree.node(hash, sibling);
      }
      left >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /** Whether a proof shows that the tree begins with the old one. */
  public static boolean isConsistent(
      long old, byte[] oldRoot, long size, byte[] root, List<byte[]> proof) {
    if (old < 0 || old > size) {
      return false;
    }
    if (old == 0 || old == size) {
      boolean isKnown = old == 0 ? Arrays.equals(oldRoot, new TreeHash().empty()) : true;
      return proof.isEmpty() && isKnown && (old == 0 || Arrays.equals(oldRoot, root));
    }
    List<byte[]> path = new ArrayList<>(proof);
    if (Long.bitCount(old) == 1) {
      path.add(0, oldRoot);
    }
    return !path.isEmpty() && leadsToBoth(old, oldRoot, size, root, path);
  }

  private static boolean leadsToBoth(
      long old, byte[] oldRoot, long size, byte[] root, List<byte[]> path) {
    TreeHash tree = new TreeHash();
    int skip = Long.numberOfTrailingZeros(~(old - 1));
    long left = (old - 1) >> skip;
    long last = (size - 1) >> skip;
    byte[] before = path.get(0);
    byte[] after = path.get(0);
    for (byte[] sibling : path.subList(1, path.size())) {
      if (last == 0 || sibling.length != TreeHash.BYTES) {
        return false;
      }
      if ((left & 1) == 1 || left == last) {
        before = tree.node(sibling, before);
        after = tree.node(sibling, after);
        int zeros = (left & 1) == 1 ? 0 : Long.numberOfTrailingZeros(left);
        left >>= zeros;
        last >>= zeros;
      } else {
        after = tree.node(after, sibling);
      }
      left >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(before, oldRoot) && Arrays.equals(after, root);
  }
}
