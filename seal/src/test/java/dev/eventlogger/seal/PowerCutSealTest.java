package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The power is cut, and of what was not synced anything may be left: all, some, or nothing. */
@Timeout(1800)
class PowerCutSealTest {

  private static final int CUTS = Boolean.getBoolean("eventlogger.long") ? 300 : 15;

  @TempDir Path directory;
  private final Random random = new Random(4);
  private final Map<Long, byte[]> sealed = new HashMap<>();

  @Test
  void whatACommitReturnedIsThereAfterEveryCut() throws IOException {
    OperatorKey operator = OperatorKey.make("log", directory.resolve("operator.key"));
    Path folder = directory.resolve("seal");
    for (int cut = 0; cut < CUTS; cut++) {
      LossyDisk disk = new LossyDisk();
      byte[] checkpoint;
      SealWriter writer = SealWriter.open(folder, () -> "log", disk, FileMode.PRIVATE);
      checkAll(writer);
      writer.beginEpoch(operator, null, 0, new byte[0]);
      checkpoint = writer.checkpoint();
      for (int i = random.nextInt(8); i > 0; i--) {
        checkpoint = seal(writer);
        if (random.nextInt(4) == 0) {
          writer.syncFiles();
        }
      }
      writer.close();
      disk.cutPower(random);

      try (SealWriter next = SealWriter.open(folder, FileMode.PRIVATE, "log")) {
        assertThat(next.checkpoint()).as("cut %d", cut).isEqualTo(checkpoint);
        assertThat(next.folder().checkpoint()).isEqualTo(checkpoint);
      }
    }
    assertThat(sealed).hasSizeGreaterThan(CUTS * 50);
  }

  /** What was safe once is not written again: the power may go while files are made anew. */
  @Test
  void aCutWhileFilesAreMadeAnewLosesNothing() throws IOException {
    OperatorKey operator = OperatorKey.make("log", directory.resolve("operator.key"));
    Path folder = directory.resolve("seal");
    byte[] checkpoint;
    try (SealWriter writer = SealWriter.open(folder, FileMode.PRIVATE, "log")) {
      writer.beginEpoch(operator, null, 0, new byte[0]);
      do {
        checkpoint = seal(writer);
      } while (writer.size() < 2 * Tile.WIDTH);
    }
    try (SealWriter writer = SealWriter.open(folder, FileMode.PRIVATE, "log")) {
      writer.syncFiles();
    }

    for (int cut = 0; cut < 20; cut++) {
      Files.deleteIfExists(folder.resolve("tile/0/001"));
      Files.deleteIfExists(folder.resolve("tile/1/000.p/" + sealed.size() / Tile.WIDTH));
      LossyDisk disk = new LossyDisk();
      SealWriter.open(folder, () -> "log", disk, FileMode.PRIVATE).close();
      disk.cutPower(random);

      try (SealWriter next = SealWriter.open(folder, FileMode.PRIVATE, "log")) {
        assertThat(next.checkpoint()).as("cut %d", cut).isEqualTo(checkpoint);
        checkAll(next);
      }
    }
  }

  private byte[] seal(SealWriter writer) throws IOException {
    SealBatch batch = writer.batch();
    int events = 1 + random.nextInt(400);
    for (int i = 0; i < events; i++) {
      long number = writer.size() + i;
      byte[] bytes = ("event " + random.nextInt()).getBytes(UTF_8);
      sealed.put(number, bytes);
      batch.add(new UUID(7, number), out -> out.write(bytes));
    }
    return writer.commit(batch, new byte[0]);
  }

  /** Checks that each entry, salt and tile is what it was. */
  private void checkAll(SealWriter writer) throws IOException {
    if (writer.size() == 0) {
      return;
    }
    SealFolder read = writer.folder();
    Checkpoint newest = Checkpoint.parse(Note.parse(writer.checkpoint()));
    Proofs proofs = new Proofs(read.hashes(newest.size()));
    assertThat(newest.hasRoot(proofs.root(newest.size()))).isTrue();
    byte[] salts = read.salts(0, (int) newest.size());
    read.entries(0, newest.size(), entry -> checkEntry(entry, salts));
    for (long level = 0; newest.size() >> (8 * level) > 0; level++) {
      long count = newest.size() >> (8 * level);
      for (long index = 0; index * Tile.WIDTH < count; index++) {
        int width = (int) Math.min(Tile.WIDTH, count - index * Tile.WIDTH);
        byte[] hashes = read.hashes(new Tile((int) level, index, width));
        if (level == 0) {
          checkLeaves(hashes, read.bundle(new Tile(Tile.ENTRIES, index, width)));
        }
      }
    }
  }

  private static void checkLeaves(byte[] hashes, List<byte[]> entries) {
    for (int i = 0; i < entries.size(); i++) {
      byte[] leaf = new SealEntry(i, entries.get(i)).leafHash();
      int at = i * TreeHash.BYTES;
      assertThat(Arrays.copyOfRange(hashes, at, at + TreeHash.BYTES)).isEqualTo(leaf);
    }
  }

  private void checkEntry(SealEntry entry, byte[] salts) {
    if (entry.isEvent()) {
      int at = (int) entry.index() * SealEntry.SALT_BYTES;
      byte[] salt = Arrays.copyOfRange(salts, at, at + SealEntry.SALT_BYTES);
      byte[] event = sealed.get(entry.index());
      assertThat(entry.seals(new UUID(7, entry.index()), salt, event)).isTrue();
    }
  }

  /** Knows what is certainly on disk; the rest is lost in the worst way. */
  private static final class LossyDisk extends SealDisk {

    private final Set<Path> dirty = new LinkedHashSet<>();
    private final Map<Path, Long> safeBytes = new HashMap<>();

    LossyDisk() {
      super(FileMode.PRIVATE);
    }

    @Override
    void write(Path file, byte[] content) throws IOException {
      super.write(file, content);
      dirty.add(file);
    }

    @Override
    void writeAt(Path file, long position, byte[] content) throws IOException {
      safeBytes.putIfAbsent(file, Math.min(position, Files.exists(file) ? Files.size(file) : 0));
      super.writeAt(file, position, content);
      dirty.add(file);
    }

    /** The new name is on disk, but the file's content may not be. */
    @Override
    void replace(Path file, byte[] content) throws IOException {
      super.replace(file, content);
      dirty.add(file);
      safeBytes.remove(file);
    }

    @Override
    void syncAll(Set<Path> files) throws IOException {
      super.syncAll(files);
      dirty.removeAll(files);
      files.forEach(safeBytes::remove);
    }

    void cutPower(Random random) throws IOException {
      for (Path file : dirty) {
        if (Files.exists(file)) {
          lose(file, random);
        }
      }
    }

    private void lose(Path file, Random random) throws IOException {
      long safe = safeBytes.getOrDefault(file, 0L);
      long size = Files.size(file);
      long left = safe + (long) (random.nextDouble() * (size - safe));
      try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
        switch (random.nextInt(4)) {
          case 0 -> out.setLength(left);
          case 1 -> {
            out.seek(left);
            out.write(new byte[(int) (size - left)]);
          }
          case 2 -> out.setLength(safe);
          default -> {}
        }
      }
      if (safe == 0 && random.nextInt(4) == 0) {
        Files.delete(file);
      }
    }
  }
}
