package dev.eventlogger.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.formats.EventFormat;
import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writing, repairing and refusing; rotation has its own test. */
final class FileEventLoggerTest {

  @TempDir private Path directory;
  private Path path;
  private final FullDisk disk = new FullDisk();
  private final FileEventLogger sink = new FileEventLogger(Clock.systemUTC(), disk);
  private final List<Event> batch = Clicks.of(3);

  @BeforeEach
  void inTheDirectory() throws IOException {
    directory = directory.toRealPath();
    path = directory.resolve("events.ndjson");
  }

  @AfterEach
  void close() throws IOException {
    sink.close();
  }

  @Test
  void writesALineForEachEvent() throws Exception {
    open(Map.of());
    sink.log(batch);

    assertThat(path).content().isEqualTo(String.join("\n", Clicks.lines(batch)) + "\n");
  }

  @ParameterizedTest
  @EnumSource(EventFormat.class)
  void writesTheFormItIsTold(EventFormat format) throws Exception {
    open(Map.of("format", format.name().toLowerCase(Locale.ROOT)));
    sink.log(batch);

    assertThat(Files.readAllLines(path)).isEqualTo(batch.stream().map(format::toJson).toList());
  }

  @Test
  void makesMissingDirectories() throws Exception {
    path = directory.resolve("a/b/events.ndjson");
    open(Map.of());

    assertThat(path).isEmptyFile();
  }

  @Test
  void itsFilesAreItsOwnersOnlyUnlessItIsTold() throws Exception {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    path = directory.resolve("private/events.ndjson");
    open(Map.of("max_bytes", 1));
    sink.log(batch);
    sink.log(batch);
    sink.close();
    assertThat(modes(path.getParent())).isEqualTo(Set.of("rw-------"));
    assertThat(mode(path.getParent())).isEqualTo("rwx------");

    path = directory.resolve("shared/events.ndjson");
    open(Map.of("max_bytes", 1, "file_mode", "0640"));
    sink.log(batch);
    sink.log(batch);
    assertThat(modes(path.getParent())).isEqualTo(Set.of("rw-r-----"));
    assertThat(mode(path.getParent())).isEqualTo("rwxr-x---");
  }

  private static Set<String> modes(Path folder) throws IOException {
    Set<String> modes = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        modes.add(mode(file));
      }
    }
    return modes;
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void writesThroughALinkedDirectory() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
    open(Map.of("path", link.resolve("events.ndjson").toString()));
    sink.log(batch);

    assertThat(path).isNotEmptyFile();
  }

  @Test
  void deliversOnlyWhatIsSyncedWhenTold() throws Exception {
    open(Map.of("sync", true));
    disk.refusesToSync(true);
    assertThatThrownBy(() -> sink.log(batch)).isInstanceOf(SyncFailedException.class);
    disk.refusesToSync(false);
    sink.log(batch);

    assertThat(Files.readAllLines(path)).isEqualTo(Clicks.lines(batch));
  }

  @Test
  void leavesSyncingToTheSystemByDefault() throws Exception {
    open(Map.of());
    disk.refusesToSync(true);
    sink.log(batch);

    assertThat(Files.readAllLines(path)).isEqualTo(Clicks.lines(batch));
  }

  @Test
  void needsAPath() {
    assertThatThrownBy(() -> sink.open(Section.of("file", Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("path: is required, such as /var/log/app/events.ndjson");
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertThatThrownBy(() -> open(Map.of("max_bytes", 0)))
        .hasMessageContaining("max_bytes: must be at least 1");
    assertThatThrownBy(() -> open(Map.of("keep", -1)))
        .hasMessageContaining("keep: must not be negative");
  }

  @Test
  void refusesADirectory() {
    assertThatThrownBy(() -> open(Map.of("path", directory.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "path: " + directory + " is a directory; name a file in it, such as events.ndjson");
  }

  @Test
  void refusesABrokenLink() throws Exception {
    Files.createSymbolicLink(path, directory.resolve("nowhere"));

    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("path: " + path + " is a device, a pipe or a broken link; name a regular file");
  }

  @Test
  void cutsALineThatACrashLeftUnfinished() throws Exception {
    String complete = batch.get(0).toJson() + "\n";
    Files.writeString(path, complete + batch.get(1).toJson().substring(0, 30));
    open(Map.of());
    sink.log(batch.subList(1, 2));

    assertThat(Files.readAllLines(path)).isEqualTo(Clicks.lines(batch.subList(0, 2)));
  }

  @Test
  void cutsAnUnfinishedLineThatIsLongAndAlone() throws Exception {
    Files.writeString(path, "{\"id\":\"" + "x".repeat(50_000));
    open(Map.of());

    assertThat(path).isEmptyFile();
  }

  @Test
  void cutsZerosThatAPowerCutLeft() throws Exception {
    String complete = batch.get(0).toJson() + "\n";
    Files.writeString(path, complete + "\0".repeat(10_000));
    open(Map.of());

    assertThat(path).content().isEqualTo(complete);
  }

  @Test
  void leavesTheFileOfAnotherProgramAlone() throws Exception {
    Files.writeString(path, "precious\nand more");

    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            path + ": does not end like a file of events, with a line of JSON; name another file");
    assertThat(path).content().isEqualTo("precious\nand more");
  }

  @Test
  void givesTheFileBackWhenOpeningFailed() throws Exception {
    Files.writeString(path, "precious");
    assertThatThrownBy(() -> open(Map.of())).isInstanceOf(IOException.class);
    sink.close();

    FileClaim.take(path, FileMode.PRIVATE).close();
  }

  @Test
  void saysHowMuchItCutAndNothingOfTheContent() throws Exception {
    Files.writeString(path, "{\"secret\":42");
    List<String> warnings = new ArrayList<>();
    Logger logger = Logger.getLogger(PartialLine.class.getName());
    Handler handler = new WarningsHandler(warnings);
    logger.addHandler(handler);
    try {
      open(Map.of());
    } finally {
      logger.removeHandler(handler);
    }

    assertThat(warnings)
        .containsExactly(
            path
                + ": cut 12 bytes off its end, an event that was being written when the process ended");
  }

  @Test
  void leavesNothingOfABatchThatDidNotFit() throws Exception {
    open(Map.of());
    sink.log(batch.subList(0, 1));
    disk.hasRoomFor(Clicks.size(batch.subList(1, 2)) + 10);

    assertThatThrownBy(() -> sink.log(batch.subList(1, 3))).hasMessage("No space left on device");
    assertThat(Files.readAllLines(path)).isEqualTo(Clicks.lines(batch.subList(0, 1)));
  }

  @Test
  void writesABatchOnceWhenThereIsRoomAgain() throws Exception {
    open(Map.of());
    disk.hasRoomFor(Clicks.size(batch) - 1);
    assertThatThrownBy(() -> sink.log(batch)).isInstanceOf(IOException.class);
    disk.hasRoomFor(Integer.MAX_VALUE);
    sink.log(batch);

    assertThat(Files.readAllLines(path)).isEqualTo(Clicks.lines(batch));
  }

  @Test
  void cutsOffAFailedBatchLaterWhenItCannotAtOnce() throws Exception {
    open(Map.of());
    sink.log(batch.subList(0, 1));
    disk.hasRoomFor(Clicks.size(batch.subList(1, 2)) + 10);
    disk.refusesToTruncate(true);
    assertThatThrownBy(() -> sink.log(batch.subList(1, 3)))
        .hasMessage("No space left on device")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    assertThatThrownBy(() -> sink.log(batch.subList(1, 3))).hasMessage("Input/output error");

    disk.hasRoomFor(Integer.MAX_VALUE);
    disk.refusesToTruncate(false);
    sink.log(batch.subList(1, 3));

    assertThat(Files.readAllLines(path)).isEqualTo(Clicks.lines(batch));
  }

  @Test
  void doesNotTrustADescriptorAfterAFailure() throws Exception {
    open(Map.of());
    disk.hasRoomFor(0);
    assertThatThrownBy(() -> sink.log(batch)).isInstanceOf(IOException.class);
    disk.hasRoomFor(Integer.MAX_VALUE);
    sink.log(batch);

    assertThat(disk.opened()).isEqualTo(2);
  }

  @Test
  void makesTheFileAnewWhenSomebodyMovedIt() throws Exception {
    open(Map.of());
    sink.log(batch.subList(0, 1));
    Files.move(path, directory.resolve("moved"));
    sink.log(batch.subList(1, 3));

    assertThat(Files.readAllLines(path)).isEqualTo(Clicks.lines(batch.subList(1, 3)));
  }

  @Test
  void goesOnAtTheEndWhenSomebodyEmptiedTheFile() throws Exception {
    open(Map.of());
    sink.log(batch.subList(0, 2));
    Files.write(path, new byte[0]);
    sink.log(batch.subList(2, 3));

    assertThat(Files.readAllLines(path)).isEqualTo(Clicks.lines(batch.subList(2, 3)));
  }

  @Test
  void writesAlsoOnAThreadThatIsInterrupted() throws Exception {
    open(Map.of());
    Thread.currentThread().interrupt();
    try {
      sink.log(batch);
    } finally {
      assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }
    sink.log(batch);

    assertThat(Files.readAllLines(path)).hasSize(6);
  }

  /** Notes the text of each message. */
  private static final class WarningsHandler extends Handler {
    private final List<String> warnings;

    WarningsHandler(List<String> warnings) {
      this.warnings = warnings;
    }

    @Override
    public void publish(LogRecord warning) {
      warnings.add(warning.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private void open(Map<String, Object> settings) throws IOException {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("path", path.toString());
    sink.open(Section.of("file", all));
  }
}
