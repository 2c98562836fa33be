package dev.eventlogger.seal;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The state of a log's tree at one moment, by C2SP's tlog-checkpoint, without extension lines. It
 * is the text of a {@link Note}. Immutable; equal by all three components.
 *
 * @param origin which log
 * @param size how many leaves the tree had
 * @param root the tree's hash
 */
@SuppressWarnings("ArrayRecordComponent") // copied, and compared by content
public record Checkpoint(String origin, long size, byte[] root) {

  public Checkpoint {
    if (!VerifierKey.isName(origin)) {
      throw new IllegalArgumentException("origin must be a text without spaces and \"+\"");
    }
    if (size < 0 || root.length != TreeHash.BYTES) {
      throw new IllegalArgumentException("a checkpoint has a size, and a root of 32 bytes");
    }
    root = root.clone();
  }

  @Override
  public byte[] root() {
    return root.clone();
  }

  /** Whether this is the given root. */
  public boolean hasRoot(byte[] other) {
    return Arrays.equals(root, other);
  }

  /**
   * Parses the text of a note.
   *
   * @throws IllegalArgumentException if it is not a checkpoint
   */
  public static Checkpoint parse(Note note) {
    String[] lines = note.text().split("\n", -1);
    if (lines.length != 4 || !lines[3].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException(
          "this is no checkpoint: the log's origin, the size, and the root");
    }
    byte[] root;
    try {
      root = Base64.getDecoder().decode(lines[2]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("this is no checkpoint: its root is not in base64", e);
    }
    Checkpoint checkpoint = new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
    if (!checkpoint.text().equals(note.text())) {
      throw new IllegalArgumentException("this is no checkpoint: its root is not in its one form");
    }
    return checkpoint;
  }

  /** Reads a note; empty if it is none, or no checkpoint. Who signed it is not checked. */
  public static Optional<Checkpoint> of(byte[] note) {
    try {
      return Optional.of(parse(Note.parse(note)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The text to be signed. */
  public String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Checkpoint that
        && origin.equals(that.origin)
        && size == that.size
        && Arrays.equals(root, that.root);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(size) ^ Arrays.hashCode(root);
  }

  @Override
  public String toString() {
    return "Checkpoint[" + origin + ", " + size + "]";
  }
}
