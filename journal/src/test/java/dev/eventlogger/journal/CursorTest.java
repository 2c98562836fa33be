package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The small file that records how far a journal is settled. */
class CursorTest {

  private static final Progress FIRST = new Progress(5, 9, 2, 1, 1);
  private static final Progress SECOND = new Progress(8, 9, 4, 2, 1);

  private final Path directory = Path.of("journal");
  private final Path file = directory.resolve(Cursor.FILE);
  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);

  @Test
  void bothSlotsSayWhatIsKnownWhenItIsOpened() throws IOException {
    Cursor cursor = open(FIRST, 3);
    assertThat(read()).isEqualTo(new Cursor.Reading(FIRST, 3, 2, true, false));

    damage(4096 + 20);
    assertThat(read()).isEqualTo(new Cursor.Reading(FIRST, 3, 2, true, true));
    damage(20);
    assertThat(read()).isEqualTo(new Cursor.Reading(null, 0, 0, true, true));
    cursor.close();
    assertThat(disk.openFiles()).isZero();
  }

  @Test
  void theNewerSlotCountsWhicheverItIs() throws IOException {
    Cursor cursor = open(FIRST, 3);
    cursor.write(SECOND);
    assertThat(read().progress()).isEqualTo(SECOND);
    cursor.write(FIRST);
    assertThat(read().progress()).isEqualTo(FIRST);
    assertThat(read().writes()).isEqualTo(4);
  }

  @Test
  void whatWasSyncedIsThereAfterAPowerCutAndWhatWasNotIsTheOneBefore() throws IOException {
    Cursor cursor = open(FIRST, 3);
    cursor.write(SECOND);
    cursor.sync();
    disk.cutPower(new WorstPowerCut());
    assertThat(read().progress()).isEqualTo(SECOND);

    Cursor again = open(SECOND, 3);
    again.write(FIRST);
    disk.cutPower(new WorstPowerCut());
    assertThat(read().progress()).isEqualTo(SECOND);
    assertThatThrownBy(() -> cursor.write(FIRST)).hasMessage("the process is gone");
  }

  @Test
  void openingLeavesAtLeastOneSlotThatIsWholeWhateverIsCut() throws IOException {
    Cursor cursor = open(FIRST, 3);
    cursor.close();
    disk.cutPower(new WorstPowerCut());

    assertThat(read().progress()).isEqualTo(FIRST);
    assertThat(read().isComplete()).isTrue();
  }

  @Test
  void isNotSyncedWhereNothingWasWrittenAndAgainWhereThatFailed() throws IOException {
    Cursor cursor = open(FIRST, 3);
    cursor.sync();
    disk.kill();
    cursor.sync(); // does not touch the file

    Cursor next = open(SECOND, 3);
    disk.kill();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(next::sync).hasMessage("the process is gone");
    }
  }

  @Test
  void acceptedAndNewestAreWrittenWhereTheyAreNews() throws IOException {
    Cursor cursor = open(FIRST, 3);
    cursor.writeAccepted(9);
    cursor.writeNewest(3);
    assertThat(read().writes()).isEqualTo(2);

    cursor.writeAccepted(10);
    assertThat(read().progress()).isEqualTo(new Progress(5, 10, 2, 1, 1));
    cursor.writeNewest(4);
    assertThat(read().newest()).isEqualTo(4);
    cursor.writeNewest(0);
    assertThat(read().newest()).isZero();
    assertThat(read().progress().accepted()).isEqualTo(10);
    assertThat(read().writes()).isEqualTo(5);
  }

  @Test
  void aFileThatIsGoneIsMadeAgainAndSaysTheSame() throws IOException {
    Cursor cursor = open(FIRST, 3);
    assertThat(cursor.isGone()).isFalse();
    assertThat(cursor.renew()).isFalse();
    disk.delete(file);
    assertThat(cursor.isGone()).isTrue();

    assertThat(cursor.renew()).isTrue();

    assertThat(cursor.isGone()).isFalse();
    assertThat(read().progress()).isEqualTo(FIRST);
    assertThat(read().newest()).isEqualTo(3);
    assertThat(read().isDamaged()).isFalse();
    cursor.write(SECOND);
    assertThat(read().progress()).isEqualTo(SECOND);
    assertThat(disk.openFiles()).isEqualTo(1);
  }

  @Test
  void aCursorThatCannotBeOpenedLeavesNoFileOpen() {
    disk.hasRoomFor(100);

    assertThatThrownBy(() -> open(FIRST, 0)).hasMessage("No space left on device");
    assertThat(disk.openFiles()).isZero();
  }

  @Test
  void aFileThatIsCompleteTakesNoMoreRoom() throws IOException {
    open(FIRST, 3).close();
    disk.hasRoomFor(0);

    Cursor cursor = open(SECOND, 4);

    assertThat(read().progress()).isEqualTo(SECOND);
    cursor.close();
  }

  private Cursor open(Progress progress, long newest) throws IOException {
    return Cursor.open(disk, directory, read(), progress, newest);
  }

  private Cursor.Reading read() throws IOException {
    return Cursor.read(disk, directory);
  }

  private void damage(long at) throws IOException {
    try (DiskFile open = disk.open(file)) {
      byte[] one = new byte[1];
      open.read(at, one, 0, 1);
      one[0] ^= 1;
      open.write(at, one, 0, 1);
    }
  }
}
