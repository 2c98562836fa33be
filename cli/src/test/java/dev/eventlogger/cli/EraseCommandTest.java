package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EraseCommandTest {

  @TempDir private Path folder;
  private Path letters;

  @BeforeEach
  void setUp() throws Exception {
    letters = Files.createDirectory(folder.resolve("letters"));
    new Workplace(folder)
        .config(
            "EVENT_LOGGER_NAME: shelf",
            "EVENT_LOGGERS: {shelf: {label: '" + folder + "'}}",
            "EVENT_DELIVERY: {dead_letters: " + letters + ", directory: " + folder + "/journals}");
    ShelfStore.put(
        folder.toString(),
        EventDraft.named("x").uid("42"),
        EventDraft.named("x").uid("7"),
        EventDraft.named("x").uid("42"));
  }

  @Test
  void erasesAUserFromTheLogAndFromDeadLetters() throws IOException {
    write("shelf.1.ndjson", letter("42"), letter("7"));
    write("shelf.2.ndjson", letter("42"));
    write("shelf.ndjson", letter("7"), letter("42"));
    write("_invalid.ndjson", letter("7"));

    CommandRun run = run("", "--uid", "42", "--yes");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo("removed 2 events of that user from log \"shelf\" and 3 from dead letters\n");
    assertThat(run.exitCode()).isZero();
    assertThat(left()).containsExactly("7");
    assertThat(letters.resolve("shelf.1.ndjson")).hasContent(letter("7"));
    assertThat(letters.resolve("shelf.2.ndjson")).doesNotExist();
    assertThat(letters.resolve("shelf.3.ndjson")).hasContent(letter("7"));
    assertThat(letters.resolve("_invalid.ndjson")).hasContent(letter("7"));
  }

  @Test
  void keepsDeadLettersThatItCannotReadAndSaysSo() throws IOException {
    write("shelf.1.ndjson", letter("42"), "{\"uid\":\"42\"", letter("7"));

    CommandRun run = run("", "--uid", "42", "--yes");

    assertThat(run.errLines())
        .containsExactly(
            letters.resolve("shelf.1.ndjson") + ": lines that cannot be read, and stay: 1");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(letters.resolve("shelf.1.ndjson")).hasContent("{\"uid\":\"42\"\n" + letter("7"));
  }

  @Test
  void onlyCountsInADryRun() throws IOException {
    write("shelf.ndjson", letter("42"));

    CommandRun run = run("", "--uid", "42", "--dry-run");

    assertThat(run.out())
        .isEqualTo(
            "would remove 2 events of that user from log \"shelf\" and 1 from dead letters\n");
    assertThat(run.exitCode()).isZero();
    assertThat(left()).hasSize(3);
    assertThat(letters.resolve("shelf.ndjson")).hasContent(letter("42"));
  }

  @Test
  void saysThatAJournalHoldsEventsOfTheUser() throws Exception {
    Path directory = folder.resolve("journals").resolve("shelf");
    try (Journal inUse = journal(directory, "42", "7", "42")) {
      CommandRun run = run("", "--uid", "42", "--yes");

      assertThat(run.errLines())
          .containsExactly(
              "journal "
                  + directory
                  + ": holds 2 events of that user that are still to be delivered; run this again"
                  + " when they are");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run("", "--uid", "1", "--yes").err()).isEmpty();
      assertThat(inUse.waiting()).isEqualTo(3);
    }
  }

  @Test
  void asksNothingWhereThereIsNothingToRemove() {
    CommandRun run = Terminals.ofWidth(80, () -> run("", "--uid", "nobody"));

    assertThat(run.out())
        .isEqualTo(
            "there is nothing to remove: 0 events of that user from log \"shelf\" and 0 from dead"
                + " letters\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void asksOnATerminal() {
    CommandRun no = Terminals.ofWidth(80, () -> run("n\n", "--uid", "42"));
    assertThat(no.err())
        .contains(
            "Remove 2 events of that user from log \"shelf\" and 0 from dead letters? [y/N] ",
            "nothing was removed");
    assertThat(no.exitCode()).isEqualTo(1);
    assertThat(left()).hasSize(3);

    CommandRun yes = Terminals.ofWidth(80, () -> run("y\n", "--uid", "42"));
    assertThat(yes.exitCode()).isZero();
    assertThat(left()).containsExactly("7");
  }

  @Test
  void refusesToRemoveUnaskedWithoutATerminal() {
    CommandRun run = run("y\n", "--uid", "42");

    assertThat(run.errLines())
        .containsExactly("erase: removes events for good; add --yes, or --dry-run to count them");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(left()).hasSize(3);
  }

  @Test
  void wantsAUser() {
    CommandRun run = run("", "--yes");

    assertThat(run.err()).contains("--uid=UID");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void worksWithoutDeadLettersAndJournals() throws IOException {
    new Workplace(folder)
        .config("EVENT_LOGGER_NAME: shelf", "EVENT_LOGGERS: {shelf: {label: '" + folder + "'}}");

    assertThat(run("", "--uid", "42", "--yes").exitCode()).isZero();
  }

  private static Journal journal(Path directory, String... uids) throws IOException {
    Journal journal =
        Journal.open(
            new JournalSettings(
                directory, Sync.INTERVAL, Duration.ofMillis(50), 1 << 20, 64 * 1024));
    for (String uid : uids) {
      byte[] record = Event.of(EventDraft.named("x").uid(uid)).toJson().getBytes(UTF_8);
      journal.append(record, record.length, Duration.ZERO);
    }
    return journal;
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(letters.resolve(name), List.of(lines));
  }

  private static String letter(String uid) {
    return """
        {"log":"shelf","reason":"no","attempts":1,"first_at":"2026-11-21T05:14:50Z",\
        "last_at":"2026-11-21T06:14:50Z","event":{"id":"0193aaaa-0000-7000-8000-000000000001",\
        "created_at":"2026-11-21T05:14:50Z","uid":"%s","name":"x"}}"""
        .formatted(uid);
  }

  private List<String> left() {
    return ShelfStore.shelf(folder.toString()).events().stream().map(Event::uid).toList();
  }

  private CommandRun run(String input, Object... options) {
    List<Object> words =
        new ArrayList<>(List.of("erase", "--config", folder.resolve("event-logger.yaml")));
    words.addAll(List.of(options));
    return CommandRun.withInput(input.getBytes(UTF_8), words.toArray());
  }
}
