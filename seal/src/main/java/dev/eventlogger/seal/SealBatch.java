package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries that become leaves together, under one checkpoint. For one thread. */
public final class SealBatch {

  private final SecureRandom random;
  private final TreeHash tree = new TreeHash();
  private final List<byte[]> entries = new ArrayList<>();
  private @Nullable SaltSource source;
  private byte[] salts = new byte[SaltSource.AT_ONCE];
  private int salted;

  /** An empty batch. */
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

  /** Makes many salts at once, since that is how the source gives them. */
  private void makeSalts(int at) {
    SaltSource from = source == null ? new SaltSource(random) : source;
    source = from;
    makeRoom(at + SaltSource.AT_ONCE);
    from.write(salts, at);
    salted = at + SaltSource.AT_ONCE;
  }

  private void makeRoom(int bytes) {
    if (bytes > salts.length) {
      salts = Arrays.copyOf(salts, Math.max(bytes, 2 * salts.length));
    }
  }

  /** Adds a heartbeat, which needs no signature of its own. */
  public void add(Heartbeat heartbeat) {
    addRecord(heartbeat.text().getBytes(UTF_8));
  }

  /** Adds a signed record. */
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
