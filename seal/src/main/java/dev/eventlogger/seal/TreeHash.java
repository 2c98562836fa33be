package dev.eventlogger.seal;

import java.io.OutputStream;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The hashes of a Merkle tree, by RFC 6962: SHA-256, with a first byte that tells leaves from
 * nodes. For one thread.
 */
public final class TreeHash {

  /** Bytes of a hash. */
  public static final int BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha = sha256();
  // The input of a node's hash, or of a short leaf's.
  private final byte[] below = new byte[1 + 2 * BYTES];
  private final OutputStream rest =
      new OutputStream() {
        @Override
        public void write(int b) {
          sha.update((byte) b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
          sha.update(bytes, offset, length);
        }
      };

  /** Makes a hasher, for one thread. */
  public TreeHash() {}

  /** SHA-256, which every JDK has. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The root of a tree without leaves. */
  public byte[] empty() {
    return sha.digest();
  }

  /** The hash of a leaf. */
  public byte[] leaf(byte[] entry) {
    if (entry.length < below.length) {
      // One update takes less time than two.
      below[0] = LEAF;
      System.arraycopy(entry, 0, below, 1, entry.length);
      sha.update(below, 0, 1 + entry.length);
      return sha.digest();
    }
    sha.update(LEAF);
    return sha.digest(entry);
  }

  /** The hash of the node above two hashes. */
  public byte[] node(byte[] left, byte[] right) {
    System.arraycopy(left, 0, below, 1, BYTES);
    System.arraycopy(right, 0, below, 1 + BYTES, BYTES);
    byte[] hash = new byte[BYTES];
    nodeInto(hash, 0);
    return hash;
  }

  /**
   * The hash of a whole subtree.
   *
   * @param hashes one after the other
   * @param from index of the first hash
   * @param count how many, a power of two
   */
  byte[] subtree(byte[] hashes, int from, int count) {
    byte[] row = new byte[count * BYTES];
    System.arraycopy(hashes, from * BYTES, row, 0, row.length);
    for (int width = count / 2; width > 0; width /= 2) {
      for (int i = 0; i < width; i++) {
        System.arraycopy(row, 2 * i * BYTES, below, 1, 2 * BYTES);
        nodeInto(row, i * BYTES);
      }
    }
    return count == 1 ? row : Arrays.copyOf(row, BYTES);
  }

  private void nodeInto(byte[] target, int at) {
    below[0] = NODE;
    sha.update(below, 0, below.length);
    digestInto(target, at);
  }

  /** Begins the hash of an event's bytes, which are written to {@link #rest}. */
  OutputStream salted(byte[] salts, int at) {
    below[0] = LEAF;
    System.arraycopy(salts, at, below, 1, SealEntry.SALT_BYTES);
    sha.update(below, 0, 1 + SealEntry.SALT_BYTES);
    return rest;
  }

  /** Ends the hash that {@link #salted} began, and writes it. */
  void end(byte[] target, int at) {
    digestInto(target, at);
  }

  /** Discards the hash that {@link #salted} began. */
  void forget() {
    sha.reset();
  }

  private void digestInto(byte[] target, int at) {
    try {
      int unused = sha.digest(target, at, BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
  }
}
