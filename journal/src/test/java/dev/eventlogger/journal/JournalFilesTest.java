package dev.eventlogger.journal;

import static dev.eventlogger.journal.Journals.appendAll;
import static dev.eventlogger.journal.Journals.drain;
import static dev.eventlogger.journal.Journals.range;
import static dev.eventlogger.journal.Journals.settle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class JournalFilesTest {

  @TempDir Path parent;
  private Path directory;
  private JournalFiles files;

  @BeforeEach
  void writeAJournal() throws IOException {
    directory = parent.resolve("audit");
    files = new JournalFiles(directory);
    try (Journal journal = Journal.open(Journals.settings(directory))) {
      appendAll(journal, 1, 60);
      settle(journal, journal.read(10, 1_000_000, Journals.TEXT).size());
    }
  }

  @Test
  void checksAWholeJournal() throws IOException {
    JournalFiles.Finding finding = files.check();

    assertThat(finding.isWhole()).isTrue();
    assertThat(finding.waiting()).isEqualTo(50);
    assertThat(finding.lines())
        .first()
        .isEqualTo(
            "cursor: whole; Progress[next=11, accepted=60, delivered=10, dead=0, damaged=0]");
    assertThat(finding.lines()).last().isEqualTo("waiting: 50 events");
    assertThat(finding.lines()).anyMatch(line -> line.startsWith("0000000001.seg: "));
  }

  @Test
  void takesNothingForDamageOfAJournalThatIsWrittenAndReadMeanwhile() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (Journal journal = Journal.open(Journals.settings(directory))) {
      Thread writer = new Thread(() -> appendAndDrain(journal, done));
      writer.start();
      for (int i = 0; i < 50; i++) {
        JournalCondition condition = files.condition();
        assertThat(condition.finding().isWhole()).as("%s", condition.finding()).isTrue();
        assertThat(condition.isOpen()).isTrue();
        assertThat(condition.process()).isEqualTo("" + ProcessHandle.current().pid());
      }
      done.set(true);
      writer.join();
    }
    assertThat(files.condition().isOpen()).isFalse();
  }

  private static void appendAndDrain(Journal journal, AtomicBoolean done) {
    try {
      for (long number = 61; !done.get(); number += 20) {
        appendAll(journal, number, number + 19);
        drain(journal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysSinceWhenTheOldestWaits() throws IOException {
    Path other = parent.resolve("other");
    try (Journal journal = Journal.open(Journals.settings(other))) {
      appendText(journal, "2026-03-02T08:30:00Z");
      appendText(journal, "2026-03-02T08:30:01Z");
    }
    RecordDecoder<Optional<Instant>> time =
        (bytes, offset, length) ->
            Optional.of(Instant.parse(Journals.TEXT.decode(bytes, offset, length)));

    assertThat(new JournalFiles(other, time).check().oldest()).isEqualTo("2026-03-02T08:30:00Z");
    assertThat(new JournalFiles(other).check().oldest()).isNull();
  }

  private static void appendText(Journal journal, String text) {
    byte[] record = text.getBytes(UTF_8);
    assertThat(journal.append(record, record.length, Duration.ZERO)).isEqualTo(Appended.WRITTEN);
  }

  @Test
  void keepsNotesBesideAJournalAndReadsThemWhoeverHasIt() throws IOException {
    try (Journal journal = Journal.open(Journals.settings(directory))) {
      assertThat(journal.notes()).isEmpty();
      journal.keepNotes(() -> "what is to be remembered");
    }

    assertThat(files.condition().notes()).isEqualTo("what is to be remembered");
    assertThat(files.condition().notedAt()).isNotNull();
  }

  @Test
  void saysWhatIsDamagedAndMissing() throws IOException {
    damage("0000000002.seg");
    assertThat(files.check().isWhole()).isFalse();
    assertThat(files.check().lines())
        .anyMatch(line -> line.endsWith("; damaged, missing: 1 events"));

    Files.delete(directory.resolve("0000000002.seg"));
    assertThat(files.check().isWhole()).isFalse();
    assertThat(files.check().lines())
        .anyMatch(line -> line.matches("missing: \\d+ events before the next file"));
  }

  @Test
  void dumpsWhatWaitsOrAll() throws IOException {
    List<Long> waiting = new ArrayList<>();
    files.dump(false, Journals.TEXT, event -> waiting.add(Journals.number(event)));
    List<Long> all = new ArrayList<>();
    files.dump(true, Journals.TEXT, event -> all.add(Journals.number(event)));

    assertThat(waiting).isEqualTo(range(11, 60));
    assertThat(all).isEqualTo(range(1, 60));
  }

  @Test
  void repairsADamagedSegmentAndKeepsItAside() throws IOException {
    byte[] damaged = damage("0000000002.seg");

    assertThat(files.repair()).singleElement().asString().contains("1 lost; the damaged file is");
    assertThat(directory.resolve("quarantine/0000000002.seg")).hasBinaryContent(damaged);
    assertThat(files.repair()).containsExactly("nothing to repair");
    assertThat(files.check().waiting()).isEqualTo(49);
    try (Journal journal = Journal.open(Journals.settings(directory))) {
      assertThat(drain(journal)).hasSize(49);
      assertThat(journal.progress()).isEqualTo(new Progress(61, 60, 59, 0, 1));
    }
  }

  @Test
  void repairsNothingThatIsInUse() throws IOException {
    try (Journal journal = Journal.open(Journals.settings(directory))) {
      assertThatThrownBy(files::repair)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is in use by another event logger of this process");
      assertThat(journal.waiting()).isEqualTo(50);
    }
  }

  @Test
  void findsJournalsThatNoLogIsConfiguredFor() throws IOException {
    Files.createDirectory(parent.resolve("no-journal"));

    assertThat(JournalFiles.forgotten(parent, Set.of("clicks"))).isEqualTo(Map.of(directory, 50L));
    assertThat(JournalFiles.forgotten(parent, Set.of("audit"))).isEmpty();
    try (Journal journal = Journal.open(Journals.settings(directory))) {
      assertThat(JournalFiles.forgotten(parent, Set.of("clicks"))).isEmpty();
      assertThat(journal.waiting()).isEqualTo(50);
    }
  }

  private byte[] damage(String segment) throws IOException {
    Path path = directory.resolve(segment);
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length / 2] ^= 1;
    Files.write(path, bytes);
    return bytes;
  }
}
