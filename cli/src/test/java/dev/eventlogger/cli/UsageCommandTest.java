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

  /** The lines without the times of the first and the last event. */
  private static List<String> counts(CommandRun run) {
    return run.outLines().stream()
        .map(line -> line.replaceFirst(",\"first\":[^}]*\"last\":\"?[^\",}]*\"?", ""))
        .toList();
  }

  @Test
  void countsAllEventsAndUsers() {
    assertThat(run().out())
        .isEqualTo(
            "{\"events\":5,\"users\":2,\"first\":\"2026-03-01T10:00:00Z\",\"last\":\"2026-03-04T00:00:01Z\"}\n");
    assertThat(run("--uid", "nobody").out())
        .isEqualTo("{\"events\":0,\"users\":0,\"first\":null,\"last\":null}\n");
  }

  @Test
  void countsTheLastSevenDaysUnlessItIsToldOtherwise() throws Exception {
    put(Instant.now().minus(Duration.ofDays(6)).toString(), "run", "3", "RUN");
    Path config = folder.resolve("event-logger.yaml");

    assertThat(CommandRun.of("usage", "--config", config).out())
        .startsWith("{\"events\":1,\"users\":1,\"first\":\"20");
    assertThat(CommandRun.of("usage", "--config", config, "--since", "all").out())
        .startsWith("{\"events\":6,\"users\":3,\"first\":\"2026-03-01T10:00:00Z\"");
  }

  @Test
  void countsWhatOneUserDid() {
    assertThat(counts(run("--uid", "1", "--per", "day", "--by", "data.element")))
        .containsExactly(
            "{\"bucket\":\"2026-03-01T00:00:00Z\",\"value\":\"RUN\",\"events\":1,\"users\":1}",
            "{\"bucket\":\"2026-03-01T00:00:00Z\",\"value\":\"STOP\",\"events\":1,\"users\":1}");
  }

  @Test
  void countsOverTime() {
    assertThat(counts(run("--per", "day")))
        .containsExactly(
            "{\"bucket\":\"2026-03-01T00:00:00Z\",\"events\":3,\"users\":2}",
            "{\"bucket\":\"2026-03-04T00:00:00Z\",\"events\":2,\"users\":1}");
    assertThat(run("--per", "WEEK").outLines()).hasSize(2);
  }

  @Test
  void countsValuesTheMostFrequentFirst() {
    assertThat(counts(run("--by", "data.element")))
        .containsExactly(
            "{\"value\":\"RUN\",\"events\":4,\"users\":2}",
            "{\"value\":\"STOP\",\"events\":1,\"users\":1}");
    assertThat(counts(run("--by", "uid", "--limit", "1")))
        .containsExactly("{\"value\":\"1\",\"events\":2,\"users\":1}");
    assertThat(counts(run("--by", "uid", "--limit", "all")))
        .hasSize(3)
        .endsWith("{\"value\":null,\"events\":1,\"users\":0}");
  }

  @Test
  void printsAnArrayOfJsonAndCsv() {
    assertThat(run("--per", "month", "--format", "json").out())
        .isEqualTo(
            "[\n{\"bucket\":\"2026-03-01T00:00:00Z\",\"events\":5,\"users\":2,\"first\":"
                + "\"2026-03-01T10:00:00Z\",\"last\":\"2026-03-04T00:00:01Z\"}\n]\n");
    assertThat(run("--per", "day", "--uid", "nobody", "--format", "json").out()).isEqualTo("[]\n");
    assertThat(run("--by", "name", "--per", "week", "--format", "csv").out().split("\r\n"))
        .containsExactly(
            "bucket,value,events,users",
            "2026-02-23T00:00:00Z,run,3,2",
            "2026-03-02T00:00:00Z,'=error,1,1",
            "2026-03-02T00:00:00Z,run,1,0");
  }

  @Test
  void countsPairsOfValues() {
    assertThat(counts(run("--by", "name", "--by", "data.element", "--limit", "2")))
        .containsExactly(
            "{\"value\":\"run\",\"then_value\":\"RUN\",\"events\":3,\"users\":2}",
            "{\"value\":\"=error\",\"then_value\":\"RUN\",\"events\":1,\"users\":1}");
    assertThat(run("--by", "name", "--by", "uid", "--format", "csv").out())
        .startsWith("value,then_value,events,users\r\nrun,1,2,1\r\n")
        .endsWith("run,,1,0\r\n");
    assertThat(run("--by", "name", "--by", "data.element", "--format", "table").outLines())
        .containsExactly(
            "name    data.element  EVENTS  USERS",
            "run     RUN                3      2",
            "=error  RUN                1      1",
            "run     STOP               1      1");
  }

  @Test
  void measuresNumbers() throws Exception {
    for (int millis : List.of(10, 20, 30, 1_234_567)) {
      ShelfStore.put(
          folder.toString(),
          EventDraft.named("query")
              .createdAt(Instant.parse("2026-03-05T00:00:00Z"))
              .duration(Duration.ofMillis(millis)));
    }

    assertThat(counts(run("--by", "name", "--measure", "duration_ms", "--limit", "2")))
        .containsExactly(
            "{\"value\":\"query\",\"events\":4,\"users\":0,\"count\":4,\"mean\":308656.75,\"p50\":25.0,"
                + "\"p95\":1049386.4500000002}",
            "{\"value\":\"run\",\"events\":4,\"users\":2,\"count\":0,\"mean\":null,\"p50\":null,\"p95\":null}");
    assertThat(
            run("--by", "name", "--measure", "duration_ms", "--format", "table", "--limit", "2")
                .outLines())
        .containsExactly(
            "name   EVENTS  USERS     MEAN  P50        P95",
            "query       4      0  308,657   25  1,049,386",
            "run         4      2        -    -          -");
    assertThat(run("--measure", "duration_ms", "--format", "csv").out())
        .startsWith("events,users,mean,p50,p95\r\n9,2,308656.75,25.0,");
  }

  @Test
  void refusesWhatCannotBeCountedOrMeasured() {
    assertThat(run("--by", "name", "--by", "name").err())
        .isEqualTo("--by: takes two different fields\n");
    assertThat(run("--by", "name", "--by", "uid", "--by", "type").err())
        .isEqualTo("--by: takes two fields at most\n");
    assertThat(run("--by", "name", "--by", "message").err())
        .startsWith("--by: events cannot be counted by message");
    CommandRun measured = run("--measure", "uid");
    assertThat(measured.err()).startsWith("--measure: uid has no numbers");
    assertThat(measured.exitCode()).isEqualTo(2);
  }

  @Test
  void givesUpAfterItsTime() throws Exception {
    configure(", fails: slow");
    for (String command : List.of("usage", "query")) {
      CommandRun run =
          CommandRun.of(
              command, "--config", folder.resolve("event-logger.yaml"), "--timeout", "10ms");

      assertThat(run.err()).startsWith("there was no answer within 10 ms; ask for a shorter time");
      assertThat(run.exitCode()).isEqualTo(1);
    }
    configure("");
    assertThat(run("--timeout", "1h").exitCode()).isZero();
    assertThat(run("--timeout", "0s").err()).isEqualTo("--timeout: must be more than 0\n");
    assertThat(run("--timeout", "soon").err()).contains("must be a duration with its unit");
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

    assertThat(counts(run("--per", "day", "--tz", "America/New_York")))
        .containsExactly(
            "{\"bucket\":\"2026-03-01T00:00:00-05:00\",\"events\":4,\"users\":2}",
            "{\"bucket\":\"2026-03-03T00:00:00-05:00\",\"events\":2,\"users\":1}");
    assertThat(run("--per", "day", "--tz", "America/New_York", "--format", "table").outLines())
        .contains("2026-03-01       4      2", "2026-03-02       0      0");
    assertThat(run("--per", "month", "--tz", "Asia/Tokyo", "--by", "uid").outLines().get(0))
        .startsWith(
            "{\"bucket\":\"2026-03-01T00:00:00+09:00\",\"value\":\"1\",\"events\":3,\"users\":1,");
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
