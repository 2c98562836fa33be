package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PurgeCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void setUp() throws Exception {
    configure("");
    for (int days = 1; days <= 20; days++) {
      Instant time = Instant.now().minus(Duration.ofDays(days)).minusSeconds(60);
      ShelfStore.put(folder.toString(), EventDraft.named("day").createdAt(time));
    }
  }

  @AfterEach
  void forgetThatItWasInterrupted() {
    Thread.interrupted();
  }

  private void configure(String more) throws IOException {
    new Workplace(folder)
        .config(
            "EVENT_LOGGER_NAME: shelf",
            "EVENT_LOGGERS: {shelf: {label: '" + folder + "'" + more + "}}");
  }

  @Test
  void removesWhatIsOlder() {
    CommandRun run = run("", "--older-than", "10d", "--yes");

    assertThat(run.out()).startsWith("removed 11 events of log \"shelf\" from before ");
    assertThat(run.exitCode()).isZero();
    assertThat(left()).isEqualTo(9);
  }

  @Test
  void removesWhatHappenedBeforeATime() {
    assertThat(run("", "--before", "2000-01-01", "--yes").out())
        .isEqualTo("removed 0 events of log \"shelf\" from before 2000-01-01T00:00:00Z\n");
    assertThat(run("", "--before", "5d", "--yes").out()).startsWith("removed 16 events");
    assertThat(left()).isEqualTo(4);
  }

  @Test
  void removesWhatIsOlderThanTheLogKeepsIfItIsNotToldATime() throws IOException {
    configure(", days_to_keep_event_logs: 12");

    assertThat(run("", "--yes").out()).startsWith("removed 9 events");
    assertThat(left()).isEqualTo(11);
  }

  @Test
  void removesNothingOfALogThatKeepsAllUnlessItIsToldATime() throws IOException {
    for (String option : List.of("--yes", "--dry-run")) {
      CommandRun run = run("", option);

      assertThat(run.errLines())
          .containsExactly(
              "purge: log \"shelf\" keeps all of its events: days_to_keep_event_logs is not set;"
                  + " nothing was removed; say which go with --older-than 90d or --before 2026-01-31");
      assertThat(run.exitCode()).isEqualTo(2);
    }
    configure(", days_to_keep_event_logs: -1");
    CommandRun forEver = run("", "--yes");

    assertThat(forEver.err())
        .startsWith(
            "purge: log \"shelf\" keeps its events for ever (days_to_keep_event_logs: -1);");
    assertThat(forEver.exitCode()).isEqualTo(2);
    assertThat(left()).isEqualTo(20);
    assertThat(run("", "--yes", "--older-than", "10d").out()).startsWith("removed 11 events");
  }

  @Test
  void asksNothingWhereThereIsNothingToRemove() {
    CommandRun run = Terminals.ofWidth(80, () -> run("", "--before", "2000-01-01"));

    assertThat(run.out())
        .isEqualTo(
            "there is nothing to remove: no event of log \"shelf\" from before"
                + " 2000-01-01T00:00:00Z\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void onlyCountsInADryRun() {
    CommandRun run = run("", "--older-than", "10d", "--dry-run");

    assertThat(run.out()).startsWith("would remove 11 events of log \"shelf\" from before ");
    assertThat(run.exitCode()).isZero();
    assertThat(left()).isEqualTo(20);
  }

  @Test
  void refusesToRemoveUnaskedWithoutATerminal() {
    CommandRun run = run("y\n", "--older-than", "10d");

    assertThat(run.errLines())
        .containsExactly("purge: removes events for good; add --yes, or --dry-run to count them");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(left()).isEqualTo(20);
  }

  @Test
  void asksOnATerminal() {
    for (String no : List.of("", "\n", "n\n", "perhaps\n")) {
      CommandRun run = Terminals.ofWidth(80, () -> run(no, "--older-than", "10d"));
      assertThat(run.err())
          .contains(
              "Remove 11 events of log \"shelf\" from before ", "? [y/N] ", "nothing was removed");
      assertThat(run.exitCode()).isEqualTo(1);
    }
    assertThat(left()).isEqualTo(20);

    CommandRun run = Terminals.ofWidth(80, () -> run("Yes\n", "--older-than", "10d"));

    assertThat(run.out()).startsWith("removed 11 events");
    assertThat(left()).isEqualTo(9);
  }

  @Test
  void saysHowFarItCameWhenItIsInterrupted() throws IOException {
    configure(", fails: interrupted");

    CommandRun run = run("", "--older-than", "1d", "--yes");

    assertThat(run.errLines())
        .containsExactly("interrupted after 5 events were removed; run it again for the rest");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(left()).isEqualTo(15);
  }

  @Test
  void saysThatTheStoreDoesNotAnswer() throws IOException {
    configure(", fails: always");

    CommandRun run = run("", "--older-than", "1d", "--yes");

    assertThat(run.errLines()).containsExactly("the shelf \\u001b[31mdoes not answer");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void wantsOneTime() {
    assertThat(run("", "--yes", "--before", "1d", "--older-than", "1d").exitCode()).isEqualTo(2);
    assertThat(run("", "--yes", "--older-than", "10").err())
        .isEqualTo("--older-than: must be a number of s, m, h, d, w, mo or y, such as 90d\n");
    assertThat(run("", "--yes", "--before", "x").err())
        .startsWith("--before: must be a time such as ");
    assertThat(left()).isEqualTo(20);
  }

  private int left() {
    return ShelfStore.shelf(folder.toString()).events().size();
  }

  private CommandRun run(String input, Object... options) {
    List<Object> words =
        new ArrayList<>(List.of("purge", "--config", folder.resolve("event-logger.yaml")));
    words.addAll(List.of(options));
    return CommandRun.withInput(input.getBytes(UTF_8), words.toArray());
  }
}
