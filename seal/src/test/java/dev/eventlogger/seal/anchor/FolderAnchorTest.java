package dev.eventlogger.seal.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FolderAnchorTest {

  @TempDir private Path folder;
  private Path mount;
  private Path days;
  private Kept kept;

  @BeforeEach
  void makeMount() throws IOException {
    kept = new Kept(folder);
    mount = Files.createDirectory(folder.resolve("mount"));
    days = mount.resolve("example.org%2Faudit");
  }

  private SealAnchor anchor(String day) {
    Clock clock = Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC);
    return new FolderAnchor(new FolderAnchor.Settings(mount), clock);
  }

  @Test
  void keepsEveryCheckpointInAFileOfItsDay() throws Exception {
    try (SealAnchor anchor = anchor("2026-11-30")) {
      assertThat(anchor.newest(Kept.ORIGIN)).isEmpty();
      anchor.keep(Kept.ORIGIN, kept.checkpoint(1, 1));
      anchor.keep(Kept.ORIGIN, kept.checkpoint(9, 1));
      anchor.keep("other", kept.checkpoint("other", 3, 1));
    }
    try (SealAnchor next = anchor("2026-12-01")) {
      next.keep(Kept.ORIGIN, kept.checkpoint(10, 1));

      assertThat(Kept.all(next, Kept.ORIGIN))
          .containsExactly(kept.checkpoint(1, 1), kept.checkpoint(9, 1), kept.checkpoint(10, 1));
      assertThat(next.newest(Kept.ORIGIN)).contains(kept.checkpoint(10, 1));
      assertThat(Kept.all(next, "other")).hasSize(1);
    }
    try (Stream<Path> folders = Files.list(days)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrder("2026-11-30", "2026-12-01");
    }
  }

  /** Whoever may add files must not be able to hide those that are there. */
  @Test
  void knowsItsNewestCheckpointWhateverFilesAreAdded() throws Exception {
    try (SealAnchor anchor = anchor("2026-11-30")) {
      anchor.keep(Kept.ORIGIN, kept.checkpoint(9, 1));
    }
    Files.write(days.resolve("9999-12-31"), kept.checkpoint(2, 1));
    Files.write(days.resolve("9999-12-31-02"), kept.checkpoint("other", 30, 1));

    try (SealAnchor again = anchor("2026-12-01")) {
      assertThat(again.newest(Kept.ORIGIN)).contains(kept.checkpoint(9, 1));
      assertThatThrownBy(() -> again.keep(Kept.ORIGIN, kept.checkpoint(5, 2)))
          .hasMessageContaining("has another checkpoint of 9 entries already");
    }
  }

  @Test
  void takesACheckpointTwiceAndNoOtherOfItsSizeOrLess() throws Exception {
    try (SealAnchor anchor = anchor("2026-11-30")) {
      anchor.keep(Kept.ORIGIN, kept.checkpoint(7, 1));
    }
    try (SealAnchor again = anchor("2026-11-30")) {
      again.keep(Kept.ORIGIN, kept.checkpoint(7, 1));
      for (byte[] other : Arrays.asList(kept.checkpoint(7, 2), kept.checkpoint(6, 1))) {
        assertThatThrownBy(() -> again.keep(Kept.ORIGIN, other))
            .isInstanceOf(AnchorException.class)
            .hasMessageContaining("has another checkpoint of 7 entries already");
      }
      assertThat(Kept.all(again, Kept.ORIGIN)).containsExactly(kept.checkpoint(7, 1));
    }
  }

  /** Cut off by a full disk, or a power cut. */
  @Test
  void goesOnInAnotherFileBehindACheckpointThatWasCutOff() throws Exception {
    byte[] cut = kept.checkpoint(8, 1);
    for (int bytes : new int[] {1, 30, cut.length - 110, cut.length - 1}) {
      Files.createDirectories(days);
      Path first = days.resolve("2026-11-30");
      Files.write(first, kept.checkpoint(7, 1));
      Files.write(first, Arrays.copyOf(cut, bytes), StandardOpenOption.APPEND);
      try (SealAnchor anchor = anchor("2026-11-30")) {
        assertThat(anchor.newest(Kept.ORIGIN)).contains(kept.checkpoint(7, 1));
        anchor.keep(Kept.ORIGIN, kept.checkpoint(9, 1));
        anchor.keep(Kept.ORIGIN, kept.checkpoint(10, 1));

        assertThat(Kept.all(anchor, Kept.ORIGIN))
            .containsExactly(kept.checkpoint(7, 1), kept.checkpoint(9, 1), kept.checkpoint(10, 1));
      }
      assertThat(Files.size(first)).isEqualTo(kept.checkpoint(7, 1).length + bytes);
      Files.delete(days.resolve("2026-11-30-02"));
    }
  }

  @Test
  void givesOutWhatSomebodyElsePutBetween() throws Exception {
    try (SealAnchor anchor = anchor("2026-11-30")) {
      anchor.keep(Kept.ORIGIN, kept.checkpoint(7, 1));
      Files.writeString(days.resolve("2026-11-30"), "x\n\n", StandardOpenOption.APPEND);
      Files.write(days.resolve("2026-11-30"), kept.checkpoint(8, 1), StandardOpenOption.APPEND);

      assertThat(Kept.all(anchor, Kept.ORIGIN)).hasSize(3);
    }
  }

  /** Whoever may only add must not be able to hide what is kept. */
  @Test
  void goesOnBehindAFileThatCannotBeRead() throws Exception {
    try (SealAnchor anchor = anchor("2026-11-30")) {
      anchor.keep(Kept.ORIGIN, kept.checkpoint(7, 1));
      Files.writeString(days.resolve("2000-01-01"), "x".repeat(1_000_001));
      Files.createDirectory(days.resolve("2000-01-02"));
      Files.writeString(days.resolve("2026-11-30-02"), "junk\n");
      List<byte[]> all = new ArrayList<>();
      List<String> said = new ArrayList<>();
      anchor.each(Kept.ORIGIN, new Kept.Listed(all, said));

      assertThat(all).containsExactly(kept.checkpoint(7, 1));
      assertThat(said).hasSize(3);
      assertThat(said.get(0)).startsWith("unreadable " + days.resolve("2000-01-01: this is no"));
      assertThat(said.get(1)).startsWith("unreadable " + days.resolve("2000-01-02: cannot be"));
      assertThat(said.get(2)).startsWith("cut off " + days.resolve("2026-11-30-02: ends with"));
      assertThat(anchor.newest(Kept.ORIGIN)).contains(kept.checkpoint(7, 1));
    }
  }

  @Test
  void neverMakesTheFolderThatAMountIsMissingFrom() throws Exception {
    Files.delete(mount);
    try (SealAnchor anchor = anchor("2026-11-30")) {
      assertThatThrownBy(() -> anchor.keep(Kept.ORIGIN, kept.checkpoint(7, 1)))
          .isInstanceOf(AnchorException.class)
          .hasMessage(mount + ": is no folder; it must be there, as a mount is");
      assertThatThrownBy(() -> Kept.all(anchor, Kept.ORIGIN)).isInstanceOf(AnchorException.class);
    }
    assertThatThrownBy(
            () -> new FolderAnchor.Provider().open(Section.of("folder", Map.of())).close())
        .hasMessageContaining("path: is required");
  }
}
