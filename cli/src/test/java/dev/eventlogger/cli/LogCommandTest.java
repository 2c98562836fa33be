package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LogCommandTest {

  private static final String CLICK = "{\"event_type\":\"CLICK\",\"uid\":\"1\"}";
  private static final String BAD = "{\"event_type\":\"CLICKED\"}";
  private static final String WITH_ID =
      "{\"id\":\"0193aaaa-0000-7000-8000-000000000001\",\"event_type\":\"CLICK\"}";

  @TempDir private Path folder;
  private Workplace work;

  @BeforeEach
  void setUp() {
    work = new Workplace(folder);
  }

  @Test
  void logsEachOfTheFourForms() throws IOException {
    Path input =
        work.input(
            "{\"name\":\"query-start\",\"uid\":\"1\",\"event_data\":{\"engine\":\"presto\"}}",
            "{\"uid\":2,\"event_type\":\"VIEW\",\"event_data\":{},\"timestamp\":1700000000000}",
            "{\"schema_id\":\"https://example.org/a\",\"version\":1,\"data\":{\"x\":1}}",
            "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"a.b\"}");

    CommandRun run = CommandRun.of("log", "--config", work.toFile(), input);

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<JsonNode> events = work.delivered();
    assertThat(events).hasSize(4);
    assertThat(events.get(0).at("/event_data/engine").asText()).isEqualTo("presto");
    assertThat(events.get(1).at("/created_at").asText()).startsWith("2023-11-14T22:13:20");
    assertThat(events.get(1).at("/uid").asText()).isEqualTo("2");
    assertThat(events.get(2).at("/schema/id").asText()).isEqualTo("https://example.org/a");
    assertThat(events.get(3).at("/name").asText()).isEqualTo("a.b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", ""})
  void readsStandardInput(String argument) throws IOException {
    byte[] input = (CLICK + "\n" + CLICK + "\n").getBytes(UTF_8);
    Path config = work.toFile();

    CommandRun run =
        argument.isEmpty()
            ? CommandRun.withInput(input, "log", "-c", config)
            : CommandRun.withInput(input, "log", "-c", config, argument);

    assertThat(run.exitCode()).isZero();
    assertThat(work.delivered()).hasSize(2);
  }

  @Test
  void printsToTheConsoleInTheOrderOfTheInput() throws IOException {
    Path config = work.config("EVENT_LOGGER_NAME: console");
    Path input = work.input(CLICK, CLICK.replace("1", "2"), CLICK.replace("1", "3"));

    CommandRun run = CommandRun.of("log", "-c", config, input);

    assertThat(run.outLines()).hasSize(3);
    assertThat(run.outLines().get(0)).contains("uid=1, event_type=CLICK");
    assertThat(run.outLines().get(1)).contains("uid=2, event_type=CLICK");
    assertThat(run.outLines().get(2)).contains("uid=3, event_type=CLICK");
  }

  @Test
  void printsTheLedgerOnStandardError() throws IOException {
    CommandRun run = CommandRun.of("log", "-c", work.toFile(), work.input(CLICK, CLICK));

    assertThat(run.out()).isEmpty();
    assertThat(run.errLines())
        .containsExactly(
            "logged 2: accepted 2, filtered 0, invalid 0, dropped 0",
            "  file: taken 2: delivered 2, dead 0, pending 0, lost 0");
  }

  @Test
  void printsWhichLinesAreRefusedAndWhereAndWhy() throws IOException {
    CommandRun run =
        CommandRun.of("log", "-c", work.toFile(), work.input(CLICK, BAD, "[]", CLICK, "{"));

    assertThat(run.errLines())
        .hasSize(5)
        .contains("line 2: /event_type: must be one of API, VIEW, CLICK")
        .contains("line 3: an event must be a JSON object")
        .anyMatch(line -> line.startsWith("line 5: not JSON, at line 1, column"))
        .contains("logged 5: accepted 2, filtered 0, invalid 3 (no-event: 3), dropped 0");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(work.delivered()).hasSize(2);
  }

  @Test
  void refusesWithoutRepeatingTheEvent() throws IOException {
    Path input = work.input("{\"event_type\":\"s3cret\"}", "{\"event_data\": s3cret}");

    CommandRun run = CommandRun.of("log", "-c", work.toFile(), input);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).doesNotContain("s3cret");
  }

  @Test
  void printsTheLedgerAsJsonOnStandardOutput() throws IOException {
    Path config =
        work.config(
            "EVENT_LOGGER_NAME: [all, views]",
            "EVENT_LOGGERS:",
            "  all: {logger: 'null', when: {type: [CLICK]}}",
            "  views: {logger: 'null', when: {type: VIEW}}");
    Path input = work.input(CLICK, BAD, "{\"name\":\"a\"}");

    CommandRun run = CommandRun.of("log", "-c", config, "--summary", "json", input);

    assertThat(run.outLines()).hasSize(1);
    assertThat(new ObjectMapper().readTree(run.out()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"logged": 3, "accepted": 1, "filtered": {"when": 1}, "invalid": {"no-event": 1},
                     "invalid_not_kept": 0,
                     "dropped": {},
                     "logs": {
                       "all": {"taken":1, "delivered":1, "dead":0, "pending":0, "lost":{}},
                       "views": {"taken":0, "delivered":0, "dead":0, "pending":0, "lost":{}}}}
                    """));
    assertThat(run.errLines()).hasSize(1);
  }

  @Test
  void printsNoLedgerWhereNoneIsWanted() throws IOException {
    CommandRun run =
        CommandRun.of("log", "-c", work.toFile(), "--summary", "none", work.input(CLICK));

    assertThat(run).isEqualTo(new CommandRun(0, "", ""));
  }

  @Test
  void makesItsOwnIdsAndNotesThoseOfTheInput() throws IOException {
    CommandRun run = CommandRun.of("log", "-c", work.toFile(), work.input(WITH_ID));

    assertThat(run.exitCode()).isZero();
    JsonNode event = work.delivered().get(0);
    assertThat(event.at("/context/source_id").asText()).startsWith("0193aaaa");
    assertThat(event.at("/id").asText()).doesNotStartWith("0193aaaa");
  }

  @Test
  void keepsIdsThatAreTrusted() throws IOException {
    CommandRun run = CommandRun.of("log", "--trust-ids", "-c", work.toFile(), work.input(WITH_ID));

    assertThat(run.exitCode()).isZero();
    JsonNode event = work.delivered().get(0);
    assertThat(event.at("/id").asText()).isEqualTo("0193aaaa-0000-7000-8000-000000000001");
    assertThat(event.at("/context").isMissingNode()).isTrue();
  }

  @Test
  void countsFilteredEventsAsDone() throws IOException {
    Path config =
        work.config(
            "EVENT_LOGGER_NAME: a", "EVENT_LOGGERS: {a: {logger: 'null', when: {type: VIEW}}}");

    CommandRun run = CommandRun.of("log", "-c", config, work.input(CLICK));

    assertThat(run.errLines())
        .contains("logged 1: accepted 0, filtered 1 (when: 1), invalid 0, dropped 0");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void waitsForAFullQueueWhateverTheConfigurationSays() throws IOException {
    Path config =
        work.config(
            "EVENT_LOGGER_NAME: file",
            "EVENT_LOGGERS: {file: {path: '" + work.file() + "', delivery: {linger: 1ms}}}",
            "EVENT_DELIVERY: {queue_events: 2, batch_size: 1, on_full: drop-newest}");
    byte[] input = (CLICK + "\n").repeat(500).getBytes(UTF_8);

    CommandRun run = CommandRun.of("log", "-c", config, work.input(input));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(work.delivered()).hasSize(500);
  }
}
