package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterFileTest {

  private static final Instant FIRST = Instant.parse("2026-11-21T05:14:50Z");
  private static final Instant LAST = Instant.parse("2026-11-21T05:15:50Z");

  @TempDir private Path folder;

  @Test
  void keepsTheEventWithWhatIsKnownOfIt() throws IOException {
    Event event = Event.of(EventDraft.named("query-start").data(Map.of("text", "line\nbreak")));
    try (DeadLetterFile file = file(1000)) {
      file.add(new DeadLetter(event, "db", "too \"old\"", 3, FIRST, LAST));
    }

    JsonNode letter = new ObjectMapper().readTree(lines("db.ndjson").get(0));
    assertThat(letter.get("log").asText()).isEqualTo("db");
    assertThat(letter.get("reason").asText()).isEqualTo("too \"old\"");
    assertThat(letter.get("attempts").asInt()).isEqualTo(3);
    assertThat(letter.get("first_at").asText()).isEqualTo("2026-11-21T05:14:50Z");
    assertThat(letter.get("last_at").asText()).isEqualTo("2026-11-21T05:15:50Z");
    assertThat(letter.get("event").toString()).isEqualTo(event.toJson());
  }

  @Test
  void followsNoLinkThatSomebodyPlanted() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "somebody else's\n");
    Path link = Files.createSymbolicLink(folder.resolve("db.ndjson"), target);
    Path closed = Files.createSymbolicLink(folder.resolve("db.1.ndjson"), target);
    try (DeadLetterFile file = file(1000)) {
      assertThatThrownBy(() -> file.add(letter("first")))
          .isInstanceOf(IOException.class)
          .hasMessage(link + ": is no file, or a link, which is not followed; remove it");
    }

    DeadLetterFolder letters = new DeadLetterFolder(folder);
    assertThat(letters.files("db")).isEmpty();
    assertThat(letters.close("db")).isEmpty();
    assertThat(closed).isSymbolicLink();
    assertThat(target).hasContent("somebody else's\n");
  }

  @Test
  void isItsOwnersOnly() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path made = folder.resolve("made");
    try (DeadLetterFile file = new DeadLetterFile(made, "db", 1000)) {
      file.add(letter("first"));
    }

    Path letters = made.resolve("db.ndjson");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(letters)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
  }

  @Test
  void leavesNoFileWhenThereIsNothingToKeep() throws IOException {
    file(1000).close();

    assertThat(names()).isEmpty();
  }

  @Test
  void goesOnBehindWhatIsThereAndCutsALineThatHasNoEnd() throws IOException {
    try (DeadLetterFile file = file(10_000)) {
      file.add(letter("first"));
    }
    Files.writeString(folder.resolve("db.ndjson"), "{\"log\":\"d", StandardOpenOption.APPEND);
    try (DeadLetterFile file = file(10_000)) {
      file.add(letter("second"));
    }

    assertThat(lines("db.ndjson")).hasSize(2).allMatch(line -> line.endsWith("}}"));
  }

  @Test
  void closesAFullFileAndDeletesTheOldestOfMany() throws IOException {
    try (DeadLetterFile file = file(1)) {
      for (int i = 1; i <= 20; i++) {
        file.add(letter("n" + i));
      }
    }

    assertThat(names()).hasSize(17).contains("db.ndjson", "db.19.ndjson", "db.4.ndjson");
    assertThat(names()).doesNotContain("db.3.ndjson");
    assertThat(lines("db.ndjson").get(0)).contains("\"n20\"");
    assertThat(lines("db.4.ndjson").get(0)).contains("\"n4\"");
  }

  @Test
  void beginsAnotherFileWhenSomebodyHasClosedThisOne() throws IOException {
    try (DeadLetterFile file = file(10_000)) {
      file.add(letter("first"));
      new DeadLetterFolder(folder).close("db");
      file.add(letter("second"));
      Files.delete(folder.resolve("db.ndjson"));
      file.add(letter("third"));
    }

    assertThat(lines("db.1.ndjson")).singleElement().asString().contains("\"first\"");
    assertThat(lines("db.ndjson")).singleElement().asString().contains("\"third\"");
  }

  @RepeatedTest(3)
  @Timeout(60)
  void whoeverClosesAndReadsAFileMeanwhileMissesNothing() throws Exception {
    DeadLetterFolder letters = new DeadLetterFolder(folder);
    Set<String> read = new HashSet<>();
    AtomicInteger begun = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    Thread writer = new Thread(() -> addAll(100, begun, done));
    writer.start();
    int closings = 0;
    boolean last = false;
    while (!last) {
      last = done.get();
      // At most twice for each letter: endless closing would make the writer repeat it endlessly.
      if (last || closings < 2 * begun.get()) {
        closings += letters.close("db").isPresent() ? 1 : 0;
      }
      for (Path closed : letters.closed("db")) {
        read.addAll(Files.readAllLines(closed));
        Files.deleteIfExists(closed);
      }
    }
    writer.join();

    assertThat(read.stream().filter(line -> line.endsWith("}}"))).hasSize(100);
  }

  @Test
  @Timeout(60)
  void severalMayWriteToTheSameFile() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    List<Thread> writers =
        Stream.generate(() -> new Thread(() -> addAll(100, begun, new AtomicBoolean())))
            .limit(4)
            .toList();
    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }

    List<String> kept = new ArrayList<>();
    for (Path file : new DeadLetterFolder(folder).files("db")) {
      kept.addAll(Files.readAllLines(file));
    }
    assertThat(kept).hasSize(400).allMatch(line -> line.endsWith("}}"));
  }

  private void addAll(int count, AtomicInteger begun, AtomicBoolean done) {
    try (DeadLetterFile file = file(100_000)) {
      for (int i = 0; i < count; i++) {
        begun.incrementAndGet();
        file.add(letter("n" + i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      done.set(true);
    }
  }

  @Test
  void failsWhereTheFolderCannotBe() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("file"), "x");
    DeadLetterFile file = new DeadLetterFile(notAFolder, "db", 1000);

    assertThatIOException().isThrownBy(() -> file.add(letter("a")));
  }

  private DeadLetterFile file(long mostBytes) {
    return new DeadLetterFile(folder, "db", mostBytes);
  }

  private static DeadLetter letter(String name) {
    return new DeadLetter(Event.of(EventDraft.named(name)), "db", "no", 1, FIRST, LAST);
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ndjson"))
          .toList();
    }
  }
}
