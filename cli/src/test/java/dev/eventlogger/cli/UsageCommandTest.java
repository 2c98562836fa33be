package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class UsageCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void setUp() throws Exception {
    configure("");
    put("2026-03-01T10:00:00Z", "run", "1", "RUN");
    put("2026-03-01T10:30:00Z", "run", "1", "STOP");
    put("2026-03-01T23:59:59.999999Z", "run", "2", "RUN");
    put("2026-03-04T00:00:00Z", "=error", "2", "RUN");
    put("2026-03-04T00:00:01Z", "run", null, "RUN");
  }

  private void configure(String more) throws IOException {
    new Workplace(folder)
        .config(
            "EVENT_LOGGER_NAME: shelf",
            "EVENT_LOGGERS: {shelf: {label: '" + folder + "'" + more + "}}");
  }

  private void put(String time, String name, String uid, String element) throws Exception {
    ShelfStore.put(
        folder.toString(),
        EventDraft.of(EventType.CLICK)
            .name(name)
            .uid(uid)
            .createdAt(Instant.parse(time))
            .data(Map.of("element", element)));
  }

  @Test
  void countsAllEventsAndUsers() {
    assertThat(run().out()).isEqualTo("{\"events\":5,\"users\":2}\n");
    assertThat(run("--uid", "nobody").out()).isEqualTo("{\"events\":0,\"users\":0}\n");
  }

  @Test
  void countsTheLastSevenDaysUnlessItIsToldOtherwise() throws Exception {
    put(Instant.now().minus(Duration.ofDays(6)).toString(), "run", "3", "RUN");
    Path config = folder.resolve("event-logger.yaml");

    assertThat(CommandRun.of("usage", "--config", config).out())
        .isEqualTo("{\"events\":1,\"users\":1}\n");
    assertThat(CommandRun.of("usage", "--config", config, "--since", "all").out())
        .isEqualTo("{\"events\":6,\"users\":3}\n");
  }

  @Test
  void countsWhatOneUserDid() {
    assertThat(run("--uid", "1", "--per", "day", "--by", "data.element").outLines())
        .containsExactly(
            "{\"bucket\":\"2026-03-01T00:00:00Z\",\"value\":\"RUN\",\"events\":1,\"users\":1}",
            "{\"bucket\":\"2026-03-01T00:00:00Z\",\"value\":\"STOP\",\"events\":1,\"users\":1}");
  }

  @Test
  void countsOverTime() {
    assertThat(run("--per", "day").outLines())
        .containsExactly(
            "{\"bucket\":\"2026-03-01T00:00:00Z\",\"events\":3,\"users\":2}",
            "{\"bucket\":\"2026-03-04T00:00:00Z\",\"events\":2,\"users\":1}");
    assertThat(run("--per", "WEEK").outLines()).hasSize(2);
  }

  @Test
  void countsValuesTheMostFrequentFirst() {
    assertThat(run("--by", "data.element").outLines())
        .containsExactly(
            "{\"value\":\"RUN\",\"events\":4,\"users\":2}",
            "{\"value\":\"STOP\",\"events\":1,\"users\":1}");
    assertThat(run("--by", "uid", "--limit", "1").outLines())
        .containsExactly("{\"value\":\"1\",\"events\":2,\"users\":1}");
    assertThat(run("--by", "uid", "--limit", "all").outLines())
        .hasSize(3)
        .endsWith("{\"value\":null,\"events\":1,\"users\":0}");
  }

  @Test
  void printsAnArrayOfJsonAndCsv() {
    assertThat(run("--per", "month", "--format", "json").out())
        .isEqualTo("[\n{\"bucket\":\"2026-03-01T00:00:00Z\",\"events\":5,\"users\":2}\n]\n");
    assertThat(run("--per", "day", "--uid", "nobody", "--format", "json").out()).isEqualTo("[]\n");
    assertThat(run("--by", "name", "--per", "week", "--format", "csv").out().split("\r\n"))
        .containsExactly(
            "bucket,value,events,users",
            "2026-02-23T00:00:00Z,run,3,2",
            "2026-03-02T00:00:00Z,'=error,1,1",
            "2026-03-02T00:00:00Z,run,1,0");
  }

  @Test
  void drawsBarsOnATerminalAndShowsDaysWithoutEvents() {
    CommandRun run = Terminals.ofWidth(40, () -> run("--per", "day"));

    assertThat(run.outLines())
        .containsExactly(
            "DAY         EVENTS  USERS",
            "2026-03-01       3      2  █████████████",
            "2026-03-02       0      0",
            "2026-03-03       0      0",
            "2026-03-04       2      1  ████████▊");
  }

  @Test
  void saysInOneLineThatManyDaysHadNoEvents() throws Exception {
    put("2026-04-10T00:00:00Z", "run", "1", "RUN");
    put("2026-04-12T00:00:00Z", "run", "1", "RUN");

    assertThat(run("--per", "day", "--format", "table").outLines())
        .containsExactly(
            "DAY         EVENTS  USERS",
            "2026-03-01       3      2",
            "2026-03-02       0      0",
            "2026-03-03       0      0",
            "2026-03-04       2      1",
            "… 36 days without events",
            "2026-04-10       1      1",
            "2026-04-11       0      0",
            "2026-04-12       1      1");
    assertThat(run("--per", "minute", "--format", "table").out())
        .contains("minutes without events");
  }

  @Test
  void saysThatThereIsMoreOrNothing() {
    assertThat(run("--by", "uid", "--limit", "1").errLines())
        .containsExactly(
            "the 1 most frequent values shown, and there are more; --limit all shows all since"
                + " 2026-02-01T00:00:00Z");
    assertThat(run("--by", "name", "--per", "day", "--limit", "1").err())
        .startsWith("the 1 most frequent values of each DAY shown, and there are more;");
    assertThat(run("--by", "uid", "--limit", "3").err()).isEmpty();
    assertThat(run("--uid", "nobody").err())
        .isEqualTo("nothing found since 2026-02-01T00:00:00Z\n");
    assertThat(CommandRun.of("usage", "--config", folder.resolve("event-logger.yaml")).err())
        .startsWith("nothing found since 20")
        .contains("the last 7d");
  }

  @Test
  void saysThatItCannotShowMoreThanTenThousandValues() throws Exception {
    for (int i = 0; i < 10_001; i++) {
      put("2026-03-01T10:00:00Z", "run", "user-" + i, "RUN");
    }
    for (String limit : List.of("all", "10001")) {
      CommandRun run = run("--by", "uid", "--limit", limit);

      assertThat(run.outLines()).hasSize(10_000);
      assertThat(run.errLines())
          .containsExactly(
              "only the 10,000 most frequent values shown, which is as many as can be counted at once;"
                  + " ask for a shorter time, or add --where; counted since 2026-02-01T00:00:00Z");
      assertThat(run.exitCode()).isEqualTo(1);
    }
    assertThat(run("--by", "uid", "--limit", "10000").exitCode()).isEqualTo(1);
    assertThat(run("--by", "uid", "--limit", "9999").exitCode()).isZero();
  }

  @Test
  void countsTheDaysOfAZone() throws Exception {
    put("2026-03-02T04:30:00Z", "run", "1", "RUN");

    assertThat(run("--per", "day", "--tz", "America/New_York").outLines())
        .containsExactly(
            "{\"bucket\":\"2026-03-01T00:00:00-05:00\",\"events\":4,\"users\":2}",
            "{\"bucket\":\"2026-03-03T00:00:00-05:00\",\"events\":2,\"users\":1}");
    assertThat(run("--per", "day", "--tz", "America/New_York", "--format", "table").outLines())
        .contains("2026-03-01       4      2", "2026-03-02       0      0");
    assertThat(run("--per", "month", "--tz", "Asia/Tokyo", "--by", "uid").outLines().get(0))
        .isEqualTo(
            "{\"bucket\":\"2026-03-01T00:00:00+09:00\",\"value\":\"1\",\"events\":3,\"users\":1}");
  }

  @Test
  void drawsBarsForValues() {
    CommandRun run = Terminals.ofWidth(32, () -> run("--by", "name", "--per", "month"));

    assertThat(run.outLines())
        .containsExactly(
            "MONTH    name    EVENTS  USERS",
            "2026-03  run          4      2",
            "2026-03  =error       1      1");
  }

  @Test
  void drawsNoBarsWhereThereIsNoTerminal() {
    assertThat(run("--by", "name", "--format", "table").outLines())
        .containsExactly("name    EVENTS  USERS", "run          4      2", "=error       1      1");
  }

  @Test
  void saysWhatCannotBeCounted() throws IOException {
    assertThat(run("--by", "message").err())
        .isEqualTo(
            "--by: events cannot be counted by message; count by a text, the type, the level, data or"
                + " context\n");
    assertThat(run("--by", "nam").err())
        .startsWith("--by: unknown field \"nam\"; did you mean \"name\"?");
    assertThat(run("--by", "nam").exitCode()).isEqualTo(2);
    assertThat(run("--per", "year").err()).contains("'year'").contains("MINUTE, HOUR, DAY");
    configure(", fails: always");
    assertThat(run().exitCode()).isEqualTo(1);
  }

  private CommandRun run(Object... options) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "usage", "--config", folder.resolve("event-logger.yaml"), "--since", "2026-02-01"));
    words.addAll(List.of(options));
    return CommandRun.of(words.toArray());
  }
}
