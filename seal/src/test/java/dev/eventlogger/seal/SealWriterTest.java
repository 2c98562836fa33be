package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealWriterTest {

  private static final byte[] NONE = {};

  @TempDir Path directory;
  private Path folder;
  private OperatorKey operator;

  @BeforeEach
  void makeKey() throws IOException {
    folder = directory.resolve("seal");
    operator = OperatorKey.make("example.org/log", directory.resolve("operator.key"));
  }

  @Test
  void whatWasSealedCanBeProvedFromTheFilesAlone() throws IOException {
    List<byte[]> checkpoints = new ArrayList<>();
    try (SealWriter writer = begin()) {
      Random random = new Random(2);
      for (int i = 0; i < 40; i++) {
        checkpoints.add(seal(writer, 1 + random.nextInt(60)));
      }
    }

    SealFolder read = new SealFolder(folder);
    EpochRecord epoch = (EpochRecord) read.entry(0, 1).asRecord();
    assertThat(read.entry(0, 1).note().isSignedBy(operator.verifier())).isTrue();
    Checkpoint newest = Checkpoint.parse(Note.parse(read.checkpoint()));
    Proofs proofs = new Proofs(read.hashes(newest.size()));
    for (byte[] each : checkpoints) {
      Note note = Note.parse(each);
      assertThat(note.isSignedBy(epoch.key())).isTrue();
      Checkpoint checkpoint = Checkpoint.parse(note);
      assertThat(checkpoint.hasRoot(proofs.root(checkpoint.size()))).isTrue();
    }
    for (long index = 0; index < newest.size(); index++) {
      byte[] leaf = read.entry(index, newest.size()).leafHash();
      List<byte[]> proof = proofs.inclusion(index, newest.size());
      assertThat(Proofs.isIncluded(leaf, index, newest.size(), proof, newest.root())).isTrue();
    }
  }

  @Test
  void anEntryIsThatOfItsEventAndOfNoOther() throws IOException {
    try (SealWriter writer = begin()) {
      byte[] unused = seal(writer, 3);
      SealEntry entry = writer.folder().entry(2, writer.size());
      byte[] salt = writer.folder().salt(2).orElseThrow();

      assertThat(entry.seals(id(2), salt, bytes(2))).isTrue();
      assertThat(entry.seals(id(2), salt, bytes(1))).isFalse();
      assertThat(entry.seals(id(1), salt, bytes(2))).isFalse();
      assertThat(writer.folder().find(Set.of(id(2), id(99)), writer.size()))
          .containsExactly(java.util.Map.entry(id(2), List.of(2L)));
      assertThat(writer.folder().salt(0)).isEmpty();
    }
  }

  @Test
  void goesOnInTheNextProcessWithAnotherKey() throws IOException {
    for (int run = 1; run <= 3; run++) {
      try (SealWriter writer = begin()) {
        byte[] unused = seal(writer, 300);
        assertThat(writer.newestEpoch().number()).isEqualTo(run);
        assertThat(writer.newestEpoch().starts()).isEqualTo((run - 1) * 301L);
      }
    }

    SealFolder read = new SealFolder(folder);
    Checkpoint newest = Checkpoint.parse(Note.parse(read.checkpoint()));
    EpochRecord second = (EpochRecord) read.entry(301, newest.size()).asRecord();
    EpochRecord third = (EpochRecord) read.entry(602, newest.size()).asRecord();
    Proofs proofs = new Proofs(read.hashes(newest.size()));
    assertThat(third.previous()).isEqualTo(proofs.root(602));
    assertThat(third.key()).isNotEqualTo(second.key());
    assertThat(Note.parse(read.checkpoint()).isSignedBy(third.key())).isTrue();
    assertThat(Note.parse(read.checkpoint()).isSignedBy(second.key())).isFalse();
  }

  @Test
  void remembersTheMarkOfTheNewestCheckpoint() throws IOException {
    try (SealWriter writer = begin()) {
      SealBatch batch = writer.batch();
      batch.add(id(1), out -> out.write(bytes(1)));
      byte[] unused = writer.commit(batch, "so far".getBytes(UTF_8));
    }

    try (SealWriter writer = open()) {
      assertThat(writer.mark()).asString().isEqualTo("so far");
      assertThat(writer.size()).isEqualTo(2);
    }
  }

  @Test
  void makesTilesAgainThatAreMissing() throws IOException {
    byte[] checkpoint;
    try (SealWriter writer = begin()) {
      checkpoint = seal(writer, 700);
    }
    try (SealWriter writer = open()) {
      assertThat(writer.checkpoint()).isEqualTo(checkpoint);
      writer.syncFiles();
      assertThat(tails()).hasSize(1);
    }
    Files.delete(folder.resolve("tile/0/001"));
    Files.write(folder.resolve("tile/1/000.p/2"), new byte[64]);

    try (SealWriter writer = open()) {
      Checkpoint newest = Checkpoint.parse(Note.parse(writer.checkpoint()));
      byte[] root = new Proofs(writer.folder().hashes(newest.size())).root(newest.size());
      assertThat(newest.hasRoot(root)).isTrue();
    }
  }

  @Test
  void doesNotGoOnWhereEntriesWereChanged() throws IOException {
    try (SealWriter writer = begin()) {
      byte[] unused = seal(writer, 700);
    }
    try (SealWriter writer = open()) {
      writer.syncFiles();
    }
    Path bundle = folder.resolve("tile/entries/001");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[110] ^= 1;
    Files.write(bundle, bytes);
    Files.delete(folder.resolve("tile/1/000.p/2"));

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the entries of the seal are not those that its checkpoint of 701");
  }

  @Test
  void doesNotGoOnWithATailThatIsOlderThanTheCheckpoint() throws IOException {
    try (SealWriter writer = begin()) {
      byte[] unused = seal(writer, 10);
    }
    Path tail = onlyTail();
    byte[] older = Files.readAllBytes(tail);
    try (SealWriter writer = begin()) {
      byte[] unused = seal(writer, 10);
    }
    for (Path each : tails()) {
      Files.delete(each);
    }
    Files.write(tail, older);

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the seal's tail is older than its checkpoint, by 11 entries");
  }

  @Test
  void doesNotGoOnWithoutItsTail() throws IOException {
    try (SealWriter writer = begin()) {
      byte[] unused = seal(writer, 10);
    }
    for (Path each : tails()) {
      Files.delete(each);
    }

    assertThatThrownBy(this::open).hasMessageContaining("the seal's tail is gone");
  }

  @Test
  void cutsATornEndOfTheTail() throws IOException {
    byte[] first;
    try (SealWriter writer = begin()) {
      first = seal(writer, 10);
    }
    Path tail = onlyTail();
    byte[] whole = Files.readAllBytes(tail);
    try (SealWriter writer = begin()) {
      assertThat(writer.size()).isEqualTo(12);
    }
    for (Path each : tails()) {
      Files.delete(each);
    }
    Files.delete(folder.resolve("checkpoint"));
    byte[] torn = java.util.Arrays.copyOf(whole, whole.length + 100);
    torn[whole.length + 3] = 50;
    Files.write(tail, torn);

    try (SealWriter writer = open()) {
      assertThat(writer.checkpoint()).isEqualTo(first);
    }
  }

  @Test
  void refusesAForeignOperatorKeyAndTakesASuccessorThatTheFormerOneSigns() throws IOException {
    try (SealWriter writer = begin()) {
      byte[] unused = seal(writer, 1);
    }
    OperatorKey other = OperatorKey.make("example.org/log", directory.resolve("other.key"));
    try (SealWriter writer = open()) {
      assertThatThrownBy(() -> writer.beginEpoch(other, null, 0, NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the operator key is " + other.verifier().hex())
          .hasMessageContaining("was begun with " + operator.verifier().hex());
      writer.beginEpoch(other, operator, 0, NONE);
      SealEntry epoch = writer.folder().entry(2, 3);
      assertThat(epoch.note().isSignedBy(other.verifier())).isTrue();
      assertThat(epoch.note().isSignedBy(operator.verifier())).isTrue();
    }
    try (SealWriter writer = open()) {
      assertThatThrownBy(() -> writer.beginEpoch(operator, null, 0, NONE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void removalsBecomeLeavesAndTakeTheSaltsWithThem() throws IOException {
    byte[] salt;
    try (SealWriter writer = begin()) {
      byte[] unused = seal(writer, 400);
      salt = writer.folder().salt(5).orElseThrow();
      Removal removal =
          new Removal(
              "example.org/log",
              "erase",
              "asked for",
              Instant.parse("2026-11-30T00:00:00Z"),
              List.of(id(5), id(300)));
      Path queued = writer.folder().removals().put(removal, operator);

      assertThat(writer.takeRemovals(operator)).isOne();

      assertThat(queued).doesNotExist();
      assertThat(writer.folder().salt(5)).isEmpty();
      assertThat(writer.folder().salt(300)).isEmpty();
      assertThat(writer.folder().salt(6)).isPresent();
      SealEntry leaf = writer.folder().entry(401, 402);
      assertThat(leaf.asRecord()).isEqualTo(removal);
      assertThat(leaf.note().isSignedBy(operator.verifier())).isTrue();
    }
    assertThat(filesWith(salt)).isEmpty();
    try (SealWriter writer = open()) {
      assertThat(writer.folder().salt(5)).isEmpty();
    }
  }

  @Test
  void setsAsideWhatTheOperatorKeyDidNotSignAndTakesTheRest() throws IOException {
    OperatorKey other = OperatorKey.make("example.org/log", directory.resolve("other.key"));
    try (SealWriter writer = begin()) {
      byte[] unused = seal(writer, 2);
      RemovalQueue queue = writer.folder().removals();
      Path foreign = queue.put(removalOf(id(1)), other);
      Path noNote = foreign.resolveSibling("0.note");
      Files.writeString(noNote, "x");
      queue.put(removalOf(id(2)), operator);

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> writer.takeRemovals(operator))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("is no removal of this log that the operator key signed");
      }
      assertThat(writer.takeRemovals(operator)).isZero();
      assertThat(writer.folder().salt(1)).isPresent();
      assertThat(writer.folder().salt(2)).isEmpty();
      assertThat(foreign.resolveSibling(foreign.getFileName() + ".refused")).exists();
      assertThat(noNote).doesNotExist();
    }
  }

  /** As if another user wrote it; here it is a folder, which even root cannot read. */
  @Test
  void takesTheOtherRemovalsWhereOneCannotBeRead() throws IOException {
    try (SealWriter writer = begin()) {
      byte[] unused = seal(writer, 2);
      RemovalQueue queue = writer.folder().removals();
      queue.put(removalOf(id(2)), operator);
      Path unreadable = Files.createDirectory(folder.resolve("removals/0.note"));

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> writer.takeRemovals(operator))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(unreadable + ": is a removal that cannot be read");
        assertThat(writer.folder().salt(2)).isEmpty();
      }
      Files.delete(unreadable);
      assertThat(writer.takeRemovals(operator)).isZero();
    }
  }

  /** Its tile may be replaced with a wider one at any moment. */
  @Test
  void canBeReadWhileItIsWritten() throws Exception {
    SealFolder read = new SealFolder(folder);
    AtomicBoolean isDone = new AtomicBoolean();
    try (SealWriter writer = begin()) {
      CompletableFuture<Void> reading =
          CompletableFuture.runAsync(
              () -> {
                while (!isDone.get()) {
                  readAll(read);
                }
              });
      for (int i = 0; i < 500 && !reading.isDone(); i++) {
        byte[] unused = seal(writer, 1);
      }
      isDone.set(true);
      reading.get();
    }
  }

  private static void readAll(SealFolder read) {
    try {
      long size = Checkpoint.parse(Note.parse(read.checkpoint())).size();
      List<SealEntry> entries = new ArrayList<>();
      read.entries(0, size, entries::add);
      assertThat(entries).hasSize((int) size);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Removal removalOf(UUID id) {
    return new Removal("example.org/log", "purge", "x", Instant.EPOCH, List.of(id));
  }

  /** It is tried again every second. */
  @Test
  void appendsARemovalOnceHoweverOftenItFails() throws IOException {
    try (SealWriter writer = begin()) {
      byte[] unused = seal(writer, 600);
      Path queued = writer.folder().removals().put(removalOf(id(1)), operator);
      Path bundle = folder.resolve("tile/entries/001");
      byte[] whole = Files.readAllBytes(bundle);
      Files.write(bundle, new byte[] {1});
      assertThatThrownBy(() -> writer.takeRemovals(operator)).isInstanceOf(IOException.class);
      assertThat(writer.size()).isEqualTo(601);
      Files.write(bundle, whole);
      Path salts = folder.resolve("salts");
      Files.move(salts, folder.resolve("aside"));
      Files.createDirectory(salts);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> writer.takeRemovals(operator)).isInstanceOf(IOException.class);
        assertThat(writer.size()).isEqualTo(602);
      }
      Files.delete(salts);
      Files.move(folder.resolve("aside"), salts);

      assertThat(writer.takeRemovals(operator)).isOne();
      assertThat(writer.size()).isEqualTo(602);
      assertThat(writer.folder().salt(1)).isEmpty();
      assertThat(queued).doesNotExist();
    }
  }

  /** It was signed while nothing was sealed, or just before the process took the new key. */
  @Test
  void takesARemovalOfTheKeyBeforeInTheEpochThatChangedIt() throws IOException {
    try (SealWriter writer = begin()) {
      byte[] unused = seal(writer, 2);
    }
    OperatorKey next = OperatorKey.make("example.org/log", directory.resolve("next.key"));
    try (SealWriter writer = open()) {
      writer.folder().removals().put(removalOf(id(1)), operator);
      writer.beginEpoch(next, operator, 0, NONE);
      assertThat(writer.takeRemovals(next)).isOne();
      SealEntry leaf = writer.folder().entry(writer.size() - 1, writer.size());
      assertThat(leaf.asRecord()).isEqualTo(removalOf(id(1)));
      assertThat(leaf.note().isSignedBy(next.verifier())).isTrue();
    }
    try (SealWriter writer = open()) {
      writer.beginEpoch(next, null, 0, NONE);
      writer.folder().removals().put(removalOf(id(2)), operator);
      assertThatThrownBy(() -> writer.takeRemovals(next)).hasMessageContaining("was set aside");
    }
  }

  /** A rename may be on disk before the file's content. */
  @Test
  void goesOnWithACheckpointThatIsEmptyOrGone() throws IOException {
    byte[] checkpoint;
    try (SealWriter writer = begin()) {
      checkpoint = seal(writer, 10);
    }
    Path file = folder.resolve("checkpoint");
    Files.write(file, NONE);
    try (SealWriter writer = open()) {
      assertThat(writer.checkpoint()).isEqualTo(checkpoint);
      assertThat(file).hasBinaryContent(checkpoint);
    }
    Files.delete(file);
    try (SealWriter writer = SealWriter.open(folder, FileMode.PRIVATE, "example.org/other")) {
      assertThat(writer.origin()).isEqualTo("example.org/log");
      writer.beginEpoch(operator, null, 0, NONE);
      assertThat(file).hasBinaryContent(writer.checkpoint());
    }
  }

  @Test
  void onlyOneWritesAtATime() throws IOException {
    try (SealWriter writer = begin()) {
      assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("lock");
      assertThat(writer.size()).isOne();
    }
  }

  @Test
  void commitsNothingBeforeAnEpochHasBegun() throws IOException {
    try (SealWriter writer = open()) {
      assertThatThrownBy(() -> writer.commit(writer.batch(), NONE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no epoch was begun");
    }
  }

  private SealWriter open() throws IOException {
    return SealWriter.open(folder, FileMode.PRIVATE, "example.org/log");
  }

  private SealWriter begin() throws IOException {
    SealWriter writer = open();
    writer.beginEpoch(operator, null, 0, NONE);
    return writer;
  }

  /** Seals events, each made from its sequence number. */
  private static byte[] seal(SealWriter writer, int events) throws IOException {
    SealBatch batch = writer.batch();
    for (int i = 0; i < events; i++) {
      long number = writer.size() + i;
      batch.add(id(number), out -> out.write(bytes(number)));
    }
    return writer.commit(batch, NONE);
  }

  private static UUID id(long number) {
    return new UUID(7, number);
  }

  private static byte[] bytes(long number) {
    return ("{\"event\":" + number + "}").getBytes(UTF_8);
  }

  private List<Path> tails() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("tail-"))
          .sorted()
          .toList();
    }
  }

  private Path onlyTail() throws IOException {
    return tails().get(tails().size() - 1);
  }

  private List<Path> filesWith(byte[] bytes) throws IOException {
    String wanted = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, wanted)).toList();
    }
  }

  private static boolean holds(Path file, String wanted) {
    try {
      byte[] all = Files.readAllBytes(file);
      return new String(all, java.nio.charset.StandardCharsets.ISO_8859_1).contains(wanted);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
