package dev.eventlogger.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.journal.file.LockedException.Holder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One owner at a time; SecondProcessTest covers what other processes see. */
@Timeout(60)
class ExclusiveLockTest {

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("lock");
  }

  private static ExclusiveLock take(Path path) throws IOException {
    return ExclusiveLock.take(path, FileMode.PRIVATE);
  }

  @Test
  void isTakenUntilItIsClosed() throws IOException {
    assertThat(ExclusiveLock.isTaken(path)).isFalse();
    try (ExclusiveLock lock = take(path)) {
      assertThat(lock.isGone()).isFalse();
      assertThat(ExclusiveLock.isTaken(path)).isTrue();
      assertThat(isLocked(path)).as("against other processes").isTrue();
    }
    assertThat(ExclusiveLock.isTaken(path)).isFalse();
    assertThat(isLocked(path)).isFalse();
    assertThat(path).isRegularFile();
    take(path).close();
  }

  /** Within one process, a second lock on a file throws. */
  private static boolean isLocked(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock probe = channel.tryLock()) {
      return probe == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  @Test
  void isOneForAllWaysToItsFolder() throws IOException {
    Path link =
        Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
    try (ExclusiveLock lock = take(path)) {
      assertThat(lock.isGone()).isFalse();
      assertThat(ExclusiveLock.isTaken(link.resolve("lock"))).isTrue();
      assertThatThrownBy(() -> take(link.resolve("lock")))
          .isInstanceOfSatisfying(
              LockedException.class, e -> assertThat(e.holder()).isEqualTo(Holder.THIS_PROCESS));
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void isRefusedAndFreeAgainWhereAnotherPartOfTheProcessHasTheFile() throws IOException {
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThat(ExclusiveLock.isTaken(path)).isTrue();
      assertThatThrownBy(() -> take(path))
          .isInstanceOfSatisfying(
              LockedException.class, e -> assertThat(e.holder()).isEqualTo(Holder.ANOTHER_PART));
    }
    assertThat(ExclusiveLock.isTaken(path)).isFalse();
    take(path).close();
  }

  @Test
  void followsNoLink() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "somebody else's");
    Files.createSymbolicLink(path, other);

    assertThatThrownBy(() -> take(path))
        .isInstanceOf(IOException.class)
        .hasMessage(path + ": is a link, which is not followed; remove it");
    assertThat(ExclusiveLock.isTaken(path)).isFalse();
    assertThat(other).hasContent("somebody else's");
  }

  @Test
  void isGoneWhereItsFolderIsAndWhereAFileHasItsName() throws IOException {
    Path within = Files.createDirectory(folder.resolve("within"));
    try (ExclusiveLock lock = take(within.resolve("lock"))) {
      Files.delete(within.resolve("lock"));
      assertThat(lock.isGone()).isTrue();
      Files.delete(within);
      assertThat(lock.isGone()).isTrue();
      Files.createFile(within);
      assertThat(lock.isGone()).isTrue();
      Files.delete(within);
      Files.createDirectory(within);

      assertThat(lock.renew()).isTrue();
      assertThat(lock.isGone()).isFalse();
      assertThat(lock.renew()).isFalse();
    }
  }
}
