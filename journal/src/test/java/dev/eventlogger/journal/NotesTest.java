package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notes that are kept beside a journal. */
class NotesTest {

  @TempDir Path directory;
  private final Disk disk = new LocalDisk(FileMode.PRIVATE);

  private Path file() {
    return directory.resolve(Notes.FILE);
  }

  @Test
  void whatIsPreparedHoldsNothingAndIsMadeOnce() throws IOException {
    Notes notes = new Notes(disk, directory);
    notes.prepare();
    assertThat(file()).hasSize(4096);
    assertThat(Files.readString(file())).isBlank();
    assertThat(Notes.read(disk, directory)).isEmpty();

    Files.writeString(file(), "of an earlier process");
    notes.prepare();

    assertThat(Notes.read(disk, directory)).isEqualTo("of an earlier process");
  }

  @Test
  void isWrittenWhenItHasChangedAndOnlyThen() throws IOException {
    String[] now = {"a long first note"};
    Notes notes = new Notes(disk, directory);
    notes.keep(() -> now[0]);
    notes.write();
    assertThat(Notes.read(disk, directory)).isEqualTo("a long first note");
    Object first = disk.identity(file());

    notes.write();
    assertThat(disk.identity(file())).isEqualTo(first);
    now[0] = "second ü";
    notes.write();

    assertThat(Notes.read(disk, directory)).isEqualTo("second ü");
    assertThat(Segments.unfinished(file())).doesNotExist();
  }

  @Test
  void withoutAnythingToWriteThereIsNoFile() throws IOException {
    new Notes(disk, directory).write();

    assertThat(file()).doesNotExist();
  }

  @Test
  void isWrittenAgainWhereSomebodyRemovedOrReplacedIt() throws IOException {
    Notes notes = new Notes(disk, directory);
    notes.keep(() -> "noted");
    notes.write();
    Files.delete(file());
    notes.write();
    assertThat(Notes.read(disk, directory)).isEqualTo("noted");

    Files.writeString(directory.resolve("other"), "somebody's");
    Files.move(directory.resolve("other"), directory.resolve("moved"));
    disk.rename(directory.resolve("moved"), file());
    notes.write();

    assertThat(Notes.read(disk, directory)).isEqualTo("noted");
  }

  @Test
  void isWrittenOverWhatIsThereWhereNoOtherFileCanBeMade() throws IOException {
    for (String before : new String[] {"a longer one, of before", "short"}) {
      Files.writeString(file(), before);
      Notes notes = new Notes(new NoMoreFiles(), directory);
      notes.keep(() -> "what counts");
      notes.write();

      assertThat(Notes.read(disk, directory)).isEqualTo("what counts");
      assertThat(file()).hasSize(Math.max(before.length(), "what counts".length()));
    }
  }

  @Test
  void cannotBeWrittenWhereThereIsNoFileAndNoneCanBeMade() {
    Notes notes = new Notes(new NoMoreFiles(), directory);
    notes.keep(() -> "noted");

    assertThatThrownBy(notes::write).isInstanceOf(NoSuchFileException.class);
    assertThat(file()).doesNotExist();
  }

  @Test
  void aLongNoteIsReadUpTo64KiB() throws IOException {
    byte[] long64 = new byte[100_000];
    new Random(1).nextBytes(long64);
    for (int i = 0; i < long64.length; i++) {
      long64[i] = (byte) ('a' + (long64[i] & 15));
    }
    Files.write(file(), long64);

    assertThat(Notes.read(disk, directory)).isEqualTo(new String(long64, 0, 64 * 1024, UTF_8));
  }

  /** A disk that has run out of inodes. */
  private final class NoMoreFiles implements Disk {

    @Override
    public DiskFile open(Path path) throws IOException {
      if (!Files.exists(path)) {
        throw new IOException("No space left on device");
      }
      return disk.open(path);
    }

    @Override
    public DiskFile create(Path path) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public DiskFile openSynced(Path path) throws IOException {
      return disk.openSynced(path);
    }

    @Override
    public DiskFile openToRead(Path path) throws IOException {
      return disk.openToRead(path);
    }

    @Override
    public boolean isFile(Path path) {
      return disk.isFile(path);
    }

    @Override
    public Object identity(Path path) throws IOException {
      return disk.identity(path);
    }

    @Override
    public List<Path> list(Path from) throws IOException {
      return disk.list(from);
    }

    @Override
    public void makeDirectory(Path made) throws IOException {
      disk.makeDirectory(made);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
      disk.delete(path);
    }

    @Override
    public void syncDirectory(Path synced) throws IOException {
      disk.syncDirectory(synced);
    }
  }
}
