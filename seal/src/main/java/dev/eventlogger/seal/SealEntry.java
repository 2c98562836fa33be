package dev.eventlogger.seal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of the tree: an event's id with the salted hash of its bytes, or a record as text.
 * Immutable.
 *
 * @param index the leaf's sequence number, from 0
 * @param bytes what the leaf's hash is computed from
 */
@SuppressWarnings("ArrayRecordComponent") // copied, and compared by content
public record SealEntry(long index, byte[] bytes) {

  /** Bytes of an event's entry; every record has more, so the length tells them apart. */
  public static final int EVENT_BYTES = 16 + TreeHash.BYTES;

  /** Bytes of a salt. */
  public static final int SALT_BYTES = 16;

  /** Most bytes of an entry, as limited by tlog-tiles. */
  public static final int MOST_BYTES = 65_535;

  private static final int ID_BYTES = 16;

  public SealEntry {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether this is an event's entry, rather than a record. */
  public boolean isEvent() {
    return bytes.length == EVENT_BYTES;
  }

  /**
   * The event's id.
   *
   * @throws IllegalStateException if this is a record
   */
  public UUID id() {
    if (!isEvent()) {
      throw new IllegalStateException("entry " + index + " is a record, and has no id");
    }
    ByteBuffer id = ByteBuffer.wrap(bytes);
    return new UUID(id.getLong(), id.getLong());
  }

  /** The leaf's hash in the tree. */
  public byte[] leafHash() {
    return new TreeHash().leaf(bytes);
  }

  /** The same, with a hasher to reuse, since there are many entries. */
  public byte[] leafHash(TreeHash tree) {
    return tree.leaf(bytes);
  }

  /** Whether this entry seals these bytes of an event with that salt. */
  public boolean seals(UUID id, byte[] salt, byte[] canonical) {
    return Arrays.equals(bytes, ofEvent(id, salt, canonical));
  }

  /**
   * The record; null if this is an event's entry, or an unknown record.
   *
   * @throws IllegalArgumentException if the record is damaged
   */
  public @Nullable SealRecord asRecord() {
    return isEvent() ? null : SealRecord.parse(bytes);
  }

  /**
   * The record with its signatures.
   *
   * @throws IllegalArgumentException if this is not a signed record
   */
  public Note note() {
    return Note.parse(bytes);
  }

  /** The bytes of an event's entry. */
  public static byte[] ofEvent(UUID id, byte[] salt, byte[] canonical) {
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException("a salt has " + SALT_BYTES + " bytes");
    }
    try {
      return ofEvent(new TreeHash(), id, salt, 0, out -> out.write(canonical));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writing to memory does not fail
    }
  }

  /**
   * The same, for an event that writes its bytes itself, with a hasher to reuse.
   *
   * @param salts several, one after the other
   * @param saltAt where the salt of the event begins
   * @throws IOException if the content throws it
   */
  public static byte[] ofEvent(TreeHash tree, UUID id, byte[] salts, int saltAt, Content content)
      throws IOException {
    byte[] entry = new byte[EVENT_BYTES];
    ByteBuffer.wrap(entry)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits());
    boolean done = false;
    try {
      content.writeTo(tree.salted(salts, saltAt));
      tree.end(entry, ID_BYTES);
      done = true;
      return entry;
    } finally {
      if (!done) {
        tree.forget();
      }
    }
  }

  /** Writes an event's bytes, wherever they are. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of them. */
    void writeTo(OutputStream out) throws IOException;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealEntry that
        && index == that.index
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(index);
  }

  @Override
  public String toString() {
    return "SealEntry[" + index + (isEvent() ? ", " + id() : "") + "]";
  }
}
