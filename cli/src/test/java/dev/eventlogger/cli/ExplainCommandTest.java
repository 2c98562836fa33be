package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExplainCommandTest {

  private static final String SCHEMA =
      "\"schema\":{\"id\":\"https://example.org/run\",\"version\":";

  private static final String RUN =
      "{"
          + SCHEMA
          + "\"1\"},\"event_data\":{\"rows\":1,\"password\":\"s3cret\",\"user\":{\"email\":\"s3cret\","
          + "\"name\":\"s3cret\"},\"note\":\"s3cret\",\"ips\":[\"s3cret\",\"s3cret\"],\"tags\":[1]}}";

  private static final String WRONG = "{" + SCHEMA + "\"1\"},\"event_data\":{\"rows\":\"s3cret\"}}";
  private static final String UNKNOWN = "{" + SCHEMA + "\"9\"},\"event_data\":{}}";

  @TempDir private Path folder;
  private Workplace work;

  @BeforeEach
  void setUp() throws IOException {
    work = new Workplace(folder);
    Files.writeString(
        folder.resolve("run.yaml"),
        """
        $id: https://example.org/run
        version: 1
        properties:
          rows: {type: integer}
          password: {x-redact: remove}
          user: {properties: {email: {x-redact: hash}, name: {x-redact: mask}}}
          note: {x-redact: "null"}
          ips: {items: {x-redact: remove}}
        """);
  }

  @Test
  void saysWhatIsRedactedAndHowAndWhereEventsGo() throws IOException {
    CommandRun run = explain(RUN);

    assertThat(run.outLines())
        .containsExactly(
            "line 1: goes to all; not to clicks (when.type)",
            "  schema: valid",
            "  /event_data/password: removed",
            "  /event_data/user/email: hashed",
            "  /event_data/user/name: masked",
            "  /event_data/note: null",
            "  /event_data/ips/0: removed",
            "  /event_data/ips/1: removed");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void namesTheRuleThatFilters() throws IOException {
    CommandRun run =
        explain(
            "{\"event_type\":\"API\",\"event_data\":{\"route\":\"/health\",\"method\":\"GET\"}}",
            "{\"name\":\"scroll\",\"uid\":\"1\"}",
            "{\"name\":\"zoom\",\"uid\":\"1\"}",
            "{\"event_type\":\"VIEW\",\"level\":\"DEBUG\"}");

    assertThat(run.outLines())
        .containsExactly(
            "line 1: filtered by EVENT_POLICY.api.deny[0]",
            "line 2: filtered by EVENT_POLICY.sampling.scroll",
            "line 3: goes to all; not to clicks (when.type)",
            "  sampled: kept by EVENT_POLICY.sampling.zoom",
            "line 4: filtered: no log wants it: all (when.level), clicks (when.type)");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void saysWhatIsInvalidAndWhy() throws IOException {
    CommandRun run = explain(WRONG, UNKNOWN, "{", "{\"event_type\":\"SWIPE\"}");

    assertThat(run.outLines())
        .hasSize(8)
        .startsWith(
            "line 1: invalid: violates-schema",
            "  /event_data/rows: must be of type \"integer\"",
            "line 2: invalid: unregistered-schema",
            "  /schema: https://example.org/run version 9 is not registered; of this id there are the"
                + " versions 1",
            "line 3: invalid: no-event")
        .endsWith("line 4: invalid: no-event", "  /event_type: must be one of API, VIEW, CLICK");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void saysWhatIsRecordedAlthoughItIsNotValid() throws IOException {
    CommandRun run =
        CommandRun.of(
            "explain",
            "-c",
            config(", on_invalid: warn, on_unregistered: accept"),
            work.input(WRONG.replace("}}", ",\"more\":1}}"), UNKNOWN));

    assertThat(run.outLines())
        .containsExactly(
            "line 1: goes to all; not to clicks (when.type)",
            "  schema: not valid; what it describes is recorded",
            "    /event_data/rows: must be of type \"integer\"",
            "  /event_data/more: removed",
            "line 2: goes to all; not to clicks (when.type)",
            "  schema: not registered; recorded unchecked");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void saysAllOfItAsJsonToo() throws IOException {
    Path input = work.input(RUN, WRONG, "{\"name\":\"scroll\",\"uid\":\"1\"}");

    CommandRun run = CommandRun.of("explain", "--format", "json", "-c", config(""), input);

    ObjectMapper json = new ObjectMapper();
    assertThat(run.outLines()).hasSize(3);
    assertThat(json.readTree(run.outLines().get(0)))
        .isEqualTo(
            json.readTree(
                """
                {"line": 1, "outcome": "accepted", "logs": ["all"], "unmatched": [{"log": "clicks", "when": "type"}],
                 "validation": "valid",
                 "changes": [
                   {"at": "/event_data/password", "how": "removed"},
                   {"at": "/event_data/user/email", "how": "hashed"},
                   {"at": "/event_data/user/name", "how": "masked"},
                   {"at": "/event_data/note", "how": "null"},
                   {"at": "/event_data/ips/0", "how": "removed"},
                   {"at": "/event_data/ips/1", "how": "removed"}]}
                """));
    assertThat(json.readTree(run.outLines().get(1)))
        .isEqualTo(
            json.readTree(
                """
                {"line": 2, "outcome": "invalid", "reason": "violates-schema",
                 "problems": [
                   {"at": "/event_data/rows", "problem": "must be of type \\"integer\\""}],
                 "validation": "invalid"}
                """));
    assertThat(run.outLines().get(2))
        .isEqualTo(
            "{\"line\":3,\"outcome\":\"filtered\",\"rule\":\"EVENT_POLICY.sampling.scroll\"}");
  }

  @Test
  void opensNothingAndPrintsNoValue() throws IOException {
    CommandRun run = explain(RUN, WRONG, "{\"event_type\":\"s3cret\"}", "s3cret");

    assertThat(run.out() + run.err()).doesNotContain("s3cret");
    assertThat(Files.exists(work.file())).isFalse();
  }

  @Test
  void cannotStartWithAConfigurationThatIsWrong() throws IOException {
    Path config = work.config("EVENT_LOGGER_NAME: file", "EVENT_SCHEMAS: {path: [none.yaml]}");

    CommandRun run = CommandRun.of("explain", "-c", config, work.input(RUN));

    assertThat(run.err()).contains("EVENT_SCHEMAS.path: none.yaml: there is no such file");
    assertThat(run.err()).contains("EVENT_LOGGERS.file");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  private CommandRun explain(String... lines) throws IOException {
    return CommandRun.of("explain", "-c", config(""), work.input(lines));
  }

  private Path config(String schemaSettings) throws IOException {
    return work.config(
        "EVENT_LOGGER_NAME: [all, clicks]",
        "EVENT_LOGGERS:",
        "  all: {logger: file, path: '" + work.file() + "', when: {level: INFO}}",
        "  clicks: {logger: 'null', when: {type: CLICK}}",
        "EVENT_SCHEMAS: {path: '" + folder.resolve("run.yaml") + "',",
        "  hash_key: only-for-these-tests" + schemaSettings + "}",
        "EVENT_POLICY:",
        "  api: {deny: [{route: /health}]}",
        "  sampling: {scroll: 0, zoom: 1}");
  }
}
