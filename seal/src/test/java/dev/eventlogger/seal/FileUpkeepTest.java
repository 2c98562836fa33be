package dev.eventlogger.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is forgotten that is added while files are synced, or when that fails. */
final class FileUpkeepTest {

  @TempDir private Path folder;
  private final List<Set<Path>> synced = new ArrayList<>();
  private Path salts;
  private Path firstTail;
  private Path secondTail;
  private FileUpkeep upkeep;
  private Disk disk;

  @BeforeEach
  void makeFiles() throws IOException {
    salts = Files.createFile(folder.resolve("salts"));
    firstTail = Files.createFile(folder.resolve("tail-1"));
    secondTail = Files.createFile(folder.resolve("tail-2"));
    disk = new Disk();
    upkeep = new FileUpkeep(folder, disk);
  }

  private final class Disk extends SealDisk {
    private Runnable meanwhile = () -> {};
    private boolean isBroken;

    Disk() {
      super(FileMode.PRIVATE);
    }

    @Override
    void syncAll(Set<Path> files) throws IOException {
      synced.add(Set.copyOf(files));
      meanwhile.run();
      if (isBroken) {
        throw new IOException("the disk is broken");
      }
    }
  }

  /** A tail is deleted only once what it covers is on disk, so the file is synced once more. */
  @Test
  void syncsAgainWhatIsWrittenAgainWhileItIsSynced() throws IOException {
    upkeep.retire(Set.of(salts), List.of(firstTail), List.of());
    disk.meanwhile = () -> upkeep.retire(Set.of(salts), List.of(secondTail), List.of());
    upkeep.run();
    assertThat(secondTail).exists();
    disk.meanwhile = () -> {};
    upkeep.run();

    assertThat(synced).containsExactly(Set.of(salts), Set.of(salts));
    assertThat(firstTail).doesNotExist();
    assertThat(secondTail).doesNotExist();
  }

  @Test
  void doesInTheNextRunWhatFailed() throws IOException {
    upkeep.retire(Set.of(salts), List.of(firstTail), List.of());
    disk.isBroken = true;
    assertThatThrownBy(upkeep::run).hasMessage("the disk is broken");
    assertThat(firstTail).exists();
    disk.isBroken = false;
    upkeep.run();

    assertThat(synced).containsExactly(Set.of(salts), Set.of(salts));
    assertThat(firstTail).doesNotExist();
  }
}
