package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal belongs to one event logger. */
class JournalLockTest {

  @TempDir Path directory;

  @Test
  void isTakenUntilItIsClosed() throws IOException {
    assertThat(JournalLock.isTaken(directory)).isFalse();
    JournalLock lock = take();
    assertThat(JournalLock.isTaken(directory)).isTrue();
    assertThat(JournalLock.owner(directory)).isEqualTo("" + ProcessHandle.current().pid());
    assertThatThrownBy(this::take)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the journal in "
                + directory
                + " is in use by another event logger of this process; give each process a"
                + " directory of its own");
    assertThat(JournalLock.isTaken(directory)).isTrue();

    lock.close();

    assertThat(JournalLock.isTaken(directory)).isFalse();
    take().close();
  }

  @Test
  void isRefusedWhereAnotherHoldsTheFileAndFreeAfterwards() throws IOException {
    Files.writeString(directory.resolve("owner"), "4711\n");
    Path file = Files.createFile(directory.resolve("lock"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThat(JournalLock.isTaken(directory)).isTrue();
      assertThatThrownBy(this::take)
          .hasMessageContaining("is in use by another part of this process");
      assertThat(System.getProperty("dev.eventlogger.lock:" + file.toRealPath())).isNull();
    }
    take().close();
  }

  @Test
  void goneIsTheFileThatSomebodyRemovedOrReplaced() throws IOException {
    try (JournalLock lock = take()) {
      assertThat(lock.isGone()).isFalse();
      assertThat(lock.renew()).isFalse();

      Files.move(directory.resolve("lock"), directory.resolve("moved"));
      assertThat(lock.isGone()).isTrue();
      Files.createFile(directory.resolve("lock"));
      assertThat(lock.isGone()).isTrue();
      Files.writeString(directory.resolve("owner"), "4711\n");

      assertThat(lock.renew()).isTrue();
      assertThat(lock.isGone()).isFalse();
      assertThat(JournalLock.owner(directory)).isEqualTo("" + ProcessHandle.current().pid());
      assertThat(isLocked(directory.resolve("lock"))).isTrue();
      assertThat(isLocked(directory.resolve("moved"))).isFalse();
    }
    assertThat(isLocked(directory.resolve("lock"))).isFalse();
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
  void anOwnerThatIsNoProcessIsUnknown() throws IOException {
    assertThat(JournalLock.owner(directory)).isEqualTo("unknown");
    for (String text : new String[] {"", "ada", "-1", "1 2", "123456789012345678901"}) {
      Files.writeString(directory.resolve("owner"), text);
      assertThat(JournalLock.owner(directory)).as(text).isEqualTo("unknown");
    }
    Files.write(directory.resolve("owner"), new byte[] {(byte) 0xff, '1'});
    assertThat(JournalLock.owner(directory)).isEqualTo("unknown");
    Files.writeString(directory.resolve("owner"), " 12 \n");
    assertThat(JournalLock.owner(directory)).isEqualTo("12");
  }

  private JournalLock take() throws IOException {
    return JournalLock.take(directory, FileMode.PRIVATE);
  }
}
