package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpareSegmentsTest {

  private final AtomicInteger wanted = new AtomicInteger();
  private final SpareSegments spares = new SpareSegments(wanted::incrementAndGet);

  @Test
  void wantsNoOtherUntilTheOneThatWasTakenCountsAsASegment(@TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("1.log");
    SpareSegments.Spare spare =
        new SpareSegments.Spare(1, path, new LocalDisk(FileMode.PRIVATE).open(path), 4096, path);
    assertThat(spares.isWanted()).isTrue();
    spares.put(spare);
    assertThat(spares.isWanted()).isFalse();

    assertThat(spares.take(System.nanoTime(), false)).isSameAs(spare);
    assertThat(spares.isWanted()).as("wanted while one is on its way").isFalse();
    assertThat(wanted).hasValue(0);

    spares.confirm();
    assertThat(spares.isWanted()).isTrue();
    assertThat(wanted).hasValue(1);
    spare.file().close();
  }

  @Test
  void saysWhyThereIsNone() {
    spares.cannot(Appended.FULL);

    assertThat(spares.take(System.nanoTime(), false)).isNull();
    assertThat(spares.obstacle()).isEqualTo(Appended.FULL);
    assertThat(spares.isWanted()).isTrue();
  }
}
