package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.server.EventServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands print the same whether they ask a server or the store. */
@Timeout(120)
class RemoteCommandsTest {

  private static final String LINES =
      """
      {"uid":"ada","event_type":"CLICK","created_at":"2026-03-02T08:30:01Z","duration_ms":5,"event_data":{"element":"RUN","n":5.50,"who":"A \\"B\\" é"}}
      {"uid":"bob","event_type":"VIEW","created_at":"2026-03-02T08:30:02Z","duration_ms":15,"subject":"query:1","event_data":{"n":7}}
      {"uid":"ada","name":"query-start","level":"WARNING","created_at":"2026-03-03T08:30:03Z","message":"50% done","event_data":{"deep":{"x":[1,"a",true]}}}
      {"name":"nobody","created_at":"2026-03-04T08:30:04Z"}
      """;

  @TempDir private Path folder;
  private Path yaml;
  private Path lines;
  private EventLogger events;
  private EventServer server;

  @BeforeEach
  void open() throws Exception {
    yaml =
        Files.writeString(
            folder.resolve("event-logger.yaml"),
            "EVENT_LOGGER_NAME: db\nEVENT_LOGGERS: {db: {url: 'jdbc:h2:file:"
                + folder.resolve("events")
                + "'}}\nEVENT_DELIVERY: {linger: 10ms}\nEVENT_SERVER: {port: 0}\n");
    lines = Files.writeString(folder.resolve("lines.ndjson"), LINES);
    EventLoggerConfig config = EventLoggerConfig.load(yaml);
    events = EventLogger.builder().config(config).closeOnShutdown(false).open();
    server = EventServer.open(events, config);
  }

  @AfterEach
  void close() {
    server.close();
    events.close();
  }

  private CommandRun remote(String... words) {
    List<Object> all = new ArrayList<>(Arrays.asList((Object[]) words));
    all.add(1, "--server");
    all.add(2, server.uri());
    return CommandRun.of(all.toArray());
  }

  private CommandRun local(String... words) {
    List<Object> all = new ArrayList<>(Arrays.asList((Object[]) words));
    all.add(1, "--config");
    all.add(2, yaml);
    return CommandRun.of(all.toArray());
  }

  private void log() {
    CommandRun run = remote("log", lines.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("accepted 4, filtered 0, invalid 0, dropped 0");
    assertThat(events.flush(Duration.ofSeconds(20))).isEqualTo(FlushResult.FLUSHED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query --since all --format ndjson --where name!=event-read",
        "query --since all --format csv --sort uid --where name!=event-read",
        "query --since all --uid ada --where data.n>5 --format ndjson",
        "query --since all --where data.who=\"A_\\\"B\\\"_é\" --format ndjson",
        "query --since all --level WARNING --level ERROR --format table",
        "query --since all --where duration_ms>=5 --limit 1 --format ndjson",
        "query --since all --where subject_exists --format ndjson",
        "query --since 2026-03-02 --until 2026-03-03 --name click --name view --format json",
        "usage --since all --uid ada --uid bob --by name --format ndjson",
        "usage --since all --uid ada --per day --by type --format csv",
        "usage --since all --type CLICK --format json"
      })
  void printTheSame(String command) {
    log();
    // Blanks within a word are written as _.
    String[] words =
        Arrays.stream(command.split(" "))
            .map(word -> word.replace('_', ' '))
            .toArray(String[]::new);
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace("duration ms", "duration_ms");
    }

    CommandRun asked = remote(words);
    CommandRun read = local(words);

    assertThat(asked.exitCode()).as(asked.err()).isZero();
    assertThat(asked.out()).isEqualTo(read.out()).isNotEmpty();
    assertThat(asked.err()).isEqualTo(read.err());
  }

  @Test
  void turnsPages() {
    log();

    assertThat(remote("query", "--since", "all", "--limit", "all", "--name", "click").out().lines())
        .hasSize(1);
  }

  @Test
  void saysWhichLinesAServerRefuses() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad"), "{\"name\":\"a\"}\n{\"name\":7}\nx\n");

    CommandRun run = remote("log", bad.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("line 2: ").contains("line 3: ").contains("accepted 1");
  }

  @Test
  void saysHowAServerIs() {
    log();

    CommandRun run = remote("doctor");

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(run.out()).contains("accepted 4").contains("db: taken 4").contains("all is well");
    assertThat(remote("doctor", "--format", "json").out()).contains("\"needs_person\":[]");
  }

  @Test
  void saysHowEventLoggersElsewhereAre() {
    Map<String, ?> failing =
        Map.of("since", "2026-11-30T08:00:00Z", "reason", "the power is out", "needs_person", true);
    Map<String, ?> report =
        Map.of(
            "instance",
            "a",
            "process",
            4711,
            "every_ms",
            1_000,
            "accepted",
            7,
            "dropped",
            Map.of("queue-full", 2),
            "logs",
            Map.of("app", Map.of("dead", 1, "failing", failing)));
    Instant reported = Instant.now().minusSeconds(200).truncatedTo(ChronoUnit.MILLIS);
    EventDraft draft = EventDraft.named("event-logger-report").createdAt(reported).data(report);
    assertThat(events.log(draft).isAccepted()).isTrue();
    assertThat(events.flush(Duration.ofSeconds(20))).isEqualTo(FlushResult.FLUSHED);

    CommandRun run = remote("doctor");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("another event logger, process 4711 a, at " + reported)
        .contains("accepted 7, dropped 2")
        .contains("! process 4711 a: dropped: 2 (queue-full: 2)")
        .contains("! process 4711 a: app: dead letters: 1")
        .contains("! process 4711 a: app: failing since 2026-11-30T08:00:00Z: the power is out")
        .contains("! process 4711 a: has not reported since " + reported);
  }

  @Test
  void saysThatAServerEndsNothingWithoutAToken() {
    log();

    CommandRun run = remote("erase", "--uid", "ada", "--yes");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("answered 401").contains("token");
  }

  @Test
  void saysThatNobodyAnswers() {
    CommandRun run = CommandRun.of("query", "--server", "http://127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("http://127.0.0.1:1").contains("cannot be reached");
  }

  @Test
  void repeatsNoPasswordOfAnAddress() {
    CommandRun run = CommandRun.of("query", "--server", "http://ada:secret@127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--server: ").doesNotContain("secret");
  }

  @Test
  void showsWhatIsWrongInAQuestion() {
    CommandRun run = remote("query", "--log", "nowhere");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("there is no such log");
  }
}
