package dev.eventlogger.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RotationTest {

  private static final int ONE_BATCH = 1;

  @TempDir private Path directory;
  private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
  private final List<FileEventLogger> opened = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (FileEventLogger sink : opened) {
      sink.close();
    }
  }

  @Test
  void rotatesBeforeTheFileGrowsBeyondItsLimit() throws Exception {
    List<Event> batch = Clicks.of(2);
    FileEventLogger sink = open(Map.of("max_bytes", 2 * Clicks.size(batch), "gzip", false));
    for (int i = 0; i < 5; i++) {
      sink.log(batch);
    }

    assertThat(names())
        .containsExactly(
            "events.2026-11-21.1.ndjson", "events.2026-11-21.2.ndjson", "events.ndjson");
    assertThat(lines("events.2026-11-21.1.ndjson")).hasSize(4);
    assertThat(lines("events.2026-11-21.2.ndjson")).hasSize(4);
    assertThat(lines("events.ndjson")).hasSize(2);
  }

  @Test
  void putsABatchThatIsLargerThanTheLimitIntoAFileOfItsOwn() throws Exception {
    FileEventLogger sink = open(Map.of("max_bytes", ONE_BATCH, "gzip", false));
    List<Event> large = Clicks.of(50);
    sink.log(Clicks.of(1));
    sink.log(large);
    sink.log(Clicks.of(1));

    assertThat(lines("events.2026-11-21.2.ndjson")).isEqualTo(Clicks.lines(large));
  }

  @Test
  void rotatesWithTheFirstEventOfANewUtcDay() throws Exception {
    FileEventLogger sink = open(Map.of("gzip", false));
    clock.set("2026-11-21T23:59:59.999Z");
    sink.log(Clicks.of(1));
    clock.set("2026-11-22T00:00:00Z");
    sink.log(Clicks.of(2));
    sink.log(Clicks.of(2));

    assertThat(names()).containsExactly("events.2026-11-21.1.ndjson", "events.ndjson");
    assertThat(lines("events.ndjson")).hasSize(4);
  }

  @Test
  void rotatesBySizeAloneWhenTold() throws Exception {
    FileEventLogger sink = open(Map.of("rotate", "never"));
    sink.log(Clicks.of(1));
    clock.set("2026-11-25T00:00:00Z");
    sink.log(Clicks.of(1));

    assertThat(names()).containsExactly("events.ndjson");
  }

  @Test
  void doesNotRotateWhenTheClockStepsBack() throws Exception {
    FileEventLogger sink = open(Map.of());
    sink.log(Clicks.of(1));
    clock.set("2026-11-20T23:00:00Z");
    sink.log(Clicks.of(1));

    assertThat(names()).containsExactly("events.ndjson");
  }

  @Test
  void rotatesAFileOfAnEarlierDayThatItFinds() throws Exception {
    writeOld("events.ndjson", "{}\n");
    open(Map.of("gzip", false)).log(Clicks.of(1));

    assertThat(names()).containsExactly("events.2026-11-19.1.ndjson", "events.ndjson");
  }

  @Test
  void compressesWhatItRotated() throws Exception {
    List<Event> first = Clicks.of(20);
    FileEventLogger sink = open(Map.of("max_bytes", ONE_BATCH));
    sink.log(first);
    sink.log(Clicks.of(1));

    assertThat(names()).containsExactly("events.2026-11-21.1.ndjson.gz", "events.ndjson");
    assertThat(unzipped("events.2026-11-21.1.ndjson.gz")).isEqualTo(Clicks.lines(first));
  }

  @Test
  void keepsTheNewestRotatedFiles() throws Exception {
    writeOld("events.2026-11-20.9.ndjson.gz", "");
    writeOld("events.2026-11-21.9.ndjson.gz", "");
    FileEventLogger sink = open(Map.of("max_bytes", ONE_BATCH, "keep", 2));
    for (int i = 0; i < 3; i++) {
      sink.log(Clicks.of(1));
    }

    assertThat(names())
        .containsExactly(
            "events.2026-11-21.10.ndjson.gz", "events.2026-11-21.11.ndjson.gz", "events.ndjson");
  }

  @Test
  void keepsNoRotatedFileWhenTold() throws Exception {
    FileEventLogger sink = open(Map.of("max_bytes", ONE_BATCH, "keep", 0));
    sink.log(Clicks.of(1));
    sink.log(Clicks.of(1));

    assertThat(names()).containsExactly("events.ndjson");
  }

  @Test
  void leavesFilesWithOtherNamesAlone() throws Exception {
    String[] others = {
      "events.2026-11-01.1.ndjson.bak",
      "events.2026-11-01.ndjson",
      "events.2026-11-01.x.ndjson",
      "events.old.2026-11-01.1.ndjson",
      "my-events.2026-11-01.1.ndjson",
      "eventsX2026-11-01.1.ndjson"
    };
    for (String name : others) {
      writeOld(name, "theirs");
    }
    Files.createDirectory(directory.resolve("events.2026-11-01.7.ndjson"));
    open(Map.of("keep", 0));

    assertThat(names()).contains(others).contains("events.2026-11-01.7.ndjson");
  }

  @Test
  void takesNamesWithoutAnExtensionAndWithPatternCharacters() throws Exception {
    FileEventLogger sink =
        open(Map.of("max_bytes", ONE_BATCH, "path", directory.resolve("a+(b").toString()));
    sink.log(Clicks.of(1));
    sink.log(Clicks.of(1));

    assertThat(names()).containsExactly("a+(b", "a+(b.2026-11-21.1.gz");
  }

  @Test
  void compressesAtTheStartWhatACrashLeftUncompressed() throws Exception {
    writeOld("events.2026-11-20.1.ndjson", "{}\n");
    writeOld("events.2026-11-20.1.ndjson.gz.tmp", "half");
    open(Map.of());

    assertThat(names()).containsExactly("events.2026-11-20.1.ndjson.gz", "events.ndjson");
    assertThat(unzipped("events.2026-11-20.1.ndjson.gz")).containsExactly("{}");
  }

  @Test
  void deletesAtTheStartWhatACrashLeftBesideItsCompressedFile() throws Exception {
    writeOld("events.2026-11-20.1.ndjson", "{}\n");
    try (OutputStream out =
        new GZIPOutputStream(
            Files.newOutputStream(directory.resolve("events.2026-11-20.1.ndjson.gz")))) {
      out.write("{\"complete\":1}\n".getBytes(StandardCharsets.UTF_8));
    }
    open(Map.of());

    assertThat(names()).containsExactly("events.2026-11-20.1.ndjson.gz", "events.ndjson");
    assertThat(unzipped("events.2026-11-20.1.ndjson.gz")).containsExactly("{\"complete\":1}");
  }

  @Test
  void goesOnWritingWhenARotatedFileCannotBeCompressed() throws Exception {
    FileEventLogger sink = open(Map.of("max_bytes", ONE_BATCH));
    // Blocks the place of the unfinished compressed file.
    Files.createDirectories(directory.resolve("events.2026-11-21.1.ndjson.gz.tmp/in-the-way"));
    List<Event> second = Clicks.of(2);
    sink.log(Clicks.of(1));
    sink.log(second);

    assertThat(lines("events.ndjson")).isEqualTo(Clicks.lines(second));
    assertThat(lines("events.2026-11-21.1.ndjson")).hasSize(1);
  }

  private FileEventLogger open(Map<String, Object> settings) throws IOException {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("path", directory.resolve("events.ndjson").toString());
    FileEventLogger sink =
        new FileEventLogger(clock, path -> new RandomAccessFile(path.toFile(), "rw"));
    opened.add(sink);
    sink.open(Section.of("file", all));
    return sink;
  }

  private void writeOld(String name, String content) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-19T12:00:00Z")));
  }

  /** The names of the files, sorted, without the lock file. */
  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".lock"))
          .sorted()
          .toList();
    }
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(directory.resolve(name));
  }

  private List<String> unzipped(String name) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(directory.resolve(name))),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
