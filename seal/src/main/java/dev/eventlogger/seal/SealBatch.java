package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Entries that become leaves together, under one checkpoint. For one thread. */
public final class SealBatch {

  private static final int SALTS_AT_ONCE = 64;

  private final SecureRandom random;
  private final TreeHash tree = new TreeHash();
  private final List<byte[]> entries = new ArrayList<>();
  private byte[] salts = new byte[SALTS_AT_ONCE * SealEntry.SALT_BYTES];
  private int salted;

  /** An empty one. */
  public SealBatch(SecureRandom random) {
    this.random = random;
  }

  /** Adds an event, whose bytes are read before this returns. */
  public void add(UUID id, SealEntry.Content content) throws IOException {
    int at = entries.size() * SealEntry.SALT_BYTES;
    if (at >= salted) {
      makeSalts(at);
    }
    entries.add(SealEntry.ofEvent(tree, id, salts, at, content));
  }

  /** Many at once: asking for each takes longer than hashing it. */
  private void makeSalts(int at) {
    byte[] more = new byte[SALTS_AT_ONCE * SealEntry.SALT_BYTES];
    random.nextBytes(more);
    makeRoom(at + more.length);
    System.arraycopy(more, 0, salts, at, more.length);
    salted = at + more.length;
  }

  private void makeRoom(int bytes) {
    if (bytes > salts.length) {
      salts = Arrays.copyOf(salts, Math.max(bytes, 2 * salts.length));
    }
  }

  /** Adds a record that needs no signature of its own. */
  public void add(Heartbeat heartbeat) {
    addRecord(heartbeat.text().getBytes(UTF_8));
  }

  /** Adds a record that was signed. */
  void add(Note signed) {
    addRecord(signed.toBytes());
  }

  private void addRecord(byte[] entry) {
    if (entry.length > SealEntry.MOST_BYTES || entry.length == SealEntry.EVENT_BYTES) {
      throw new IllegalArgumentException("a record cannot have " + entry.length + " bytes");
    }
    int at = entries.size() * SealEntry.SALT_BYTES;
    makeRoom(at + SealEntry.SALT_BYTES);
    Arrays.fill(salts, at, at + SealEntry.SALT_BYTES, (byte) 0);
    salted = Math.max(salted, at + SealEntry.SALT_BYTES);
    entries.add(entry);
  }

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }

  List<byte[]> entries() {
    return entries;
  }

  byte[] salts() {
    return Arrays.copyOf(salts, entries.size() * SealEntry.SALT_BYTES);
  }
}
