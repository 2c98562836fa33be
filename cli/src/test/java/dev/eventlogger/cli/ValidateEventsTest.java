package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ValidateEventsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENT =
      "{\"schema\":{\"id\":\"https://example.org/run\",\"version\":\"1\"},\"event_data\":%s}";

  @TempDir private Path folder;
  private Path schema;

  @BeforeEach
  void setUp() throws IOException {
    schema =
        Files.writeString(
            folder.resolve("run.yaml"),
            """
            $id: https://example.org/run
            version: 1
            properties:
              rows: {type: integer}
              user: {properties: {email: {type: string, format: email, x-redact: hash}}}
            required: [rows]
            """);
  }

  @Test
  void answersEachEventByALine() throws IOException {
    CommandRun run = validate("{\"rows\":1}", "{\"rows\":\"x\",\"user\":{\"email\":1}}", "{}");

    assertThat(run.outLines())
        .containsExactly(
            "{\"line\":1,\"valid\":true}",
            "{\"line\":2,\"valid\":false,\"problems\":["
                + "{\"at\":\"/user/email\",\"problem\":\"must be of type \\\"string\\\"\"},"
                + "{\"at\":\"/rows\",\"problem\":\"must be of type \\\"integer\\\"\"}]}",
            "{\"line\":3,\"valid\":false,\"problems\":["
                + "{\"at\":\"\",\"problem\":\"required property \\\"rows\\\" is missing\"}]}");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void endsWellIfAllAreValid() throws IOException {
    assertThat(validate("{\"rows\":1}", "{\"rows\":2.0}").exitCode()).isZero();
  }

  @Test
  void tellsPlacesOutsideTheDataByTheEventsOwnPointers() throws IOException {
    CommandRun run =
        run(
            EVENT.formatted("{\"rows\":1}").replace("\"1\"}", "\"2\"}"),
            "{\"event_data\":{}}",
            EVENT.formatted("[]"),
            EVENT.formatted("{\"rows\":1},\"leve\":\"INFO\""),
            EVENT.formatted("{\"rows\":1,\"__x\":1}"),
            "[1]",
            "{");

    assertThat(places(run))
        .containsExactly("/schema", "/event_type", "/event_data", "/leve", "/__x", "", "");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void takesOtherMembersOfAnEventToo() throws IOException {
    String event = EVENT.formatted("{\"rows\":1},\"uid\":7,\"id\":\"x\",\"level\":\"AUDIT\"");

    assertThat(run(event).outLines()).containsExactly("{\"line\":1,\"valid\":true}");
  }

  @Test
  void passesOverSchemasThatAreNotRight() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), "{$id: https://example.org/bad, type: objekt}");
    Files.writeString(folder.resolve("worse.json"), "{");
    Path events = Files.writeString(folder.resolve("a.ndjson"), EVENT.formatted("{\"rows\":1}"));

    CommandRun run = CommandRun.of("validate", "--schemas", folder, "--events", events);

    assertThat(run.outLines()).containsExactly("{\"line\":1,\"valid\":true}");
    assertThat(run.err()).contains("bad.yaml: /type: ", "bad.yaml: /version: ", "worse.json: ");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void readsStandardInputAndCountsBlankLines() {
    byte[] input = ("\n" + EVENT.formatted("{\"rows\":1}") + "\n\n").getBytes(UTF_8);

    CommandRun run = CommandRun.withInput(input, "validate", "--schemas", schema, "--events", "-");

    assertThat(run.outLines()).containsExactly("{\"line\":2,\"valid\":true}");
  }

  @Test
  void cannotStartWithoutItsInputOrItsSchemas() throws IOException {
    Path none = folder.resolve("none");

    CommandRun noEvents = CommandRun.of("validate", "--schemas", schema, "--events", none);
    CommandRun noSchemas = CommandRun.of("validate", "--schemas", none, "--events", schema);

    assertThat(noEvents.err()).startsWith(none + ": cannot be read; ");
    assertThat(noEvents.exitCode()).isEqualTo(2);
    assertThat(noSchemas.errLines()).containsExactly(none + ": there is no such file or folder");
    assertThat(noSchemas.exitCode()).isEqualTo(2);
  }

  @Test
  void neverRepeatsAValue() throws IOException {
    CommandRun run = validate("{\"rows\":\"s3cret\",\"user\":{\"email\":\"s3cret\"}}");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out() + run.err()).doesNotContain("s3cret");
  }

  @Test
  void givesEveryPairOfTheManifestItsVerdict() throws Exception {
    Path data = SharedData.path("manifest.jsonl").getParent();
    int pairs = 0;
    for (String line : Files.readAllLines(data.resolve("manifest.jsonl"))) {
      JsonNode pair = JSON.readTree(line);
      if (!pair.get("event").asText().endsWith(".json")) {
        continue;
      }
      Path file = data.resolve(pair.get("schema").asText());
      CommandRun schemas = CommandRun.of("validate", file);
      // The last two words of "file: valid: id version 1" and the id before them.
      String[] words = schemas.out().strip().split(" ", -1);
      JsonNode event = event(data, pair);
      Path events = folder.resolve("pair.ndjson");
      Files.writeString(events, line(words[words.length - 3], words[words.length - 1], event));

      CommandRun run = CommandRun.of("validate", "--schemas", file, "--events", events);

      boolean isValid = pair.get("expect").asText().equals("valid");
      assertThat(run.exitCode()).as("%s: %s", line, run).isEqualTo(isValid ? 0 : 1);
      pairs++;
    }
    assertThat(pairs).isPositive();
  }

  private static JsonNode event(Path data, JsonNode pair) throws IOException {
    String text = Files.readString(data.resolve(pair.get("event").asText()));
    JsonNode whole = JSON.readTree(text);
    return whole.at(pair.path("event_pointer").asText(""));
  }

  private static String line(String id, String version, JsonNode event) {
    ObjectNode line = JSON.createObjectNode();
    line.putObject("schema").put("id", id).put("version", version);
    line.set("event_data", event);
    return line.toString();
  }

  private CommandRun validate(String... data) throws IOException {
    List<String> events = new ArrayList<>();
    for (String one : data) {
      events.add(EVENT.formatted(one));
    }
    return run(events.toArray(String[]::new));
  }

  private CommandRun run(String... events) throws IOException {
    Path file = Files.write(folder.resolve("events.ndjson"), List.of(events));
    return CommandRun.of("validate", "--schemas", schema, "--events", file);
  }

  private static List<String> places(CommandRun run) throws IOException {
    List<String> places = new ArrayList<>();
    for (String line : run.outLines()) {
      JsonNode problems = JSON.readTree(line).get("problems");
      assertThat(problems).as(line).hasSize(1);
      places.add(problems.get(0).get("at").asText());
    }
    return places;
  }
}
