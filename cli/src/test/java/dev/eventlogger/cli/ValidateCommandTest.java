package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ValidateCommandTest {

  private static final String GOOD =
      """
      $id: https://example.org/run
      version: 1
      properties: {rows: {type: integer}}
      """;

  @TempDir private Path folder;

  @Test
  void saysOfASchemaThatItIsValid() throws IOException {
    Path good = file("good.yaml", GOOD);

    CommandRun run = CommandRun.of("validate", good);

    assertThat(run.outLines()).containsExactly(good + ": valid: https://example.org/run version 1");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void saysEverythingThatIsWrong() throws IOException {
    Path bad =
        file(
            "bad.yaml",
            """
            $id: https://example.org/run
            properties:
              __rows: {type: integr}
              text: {pattern: "(", maxLength: -1}
            required: rows
            """);

    CommandRun run = CommandRun.of("validate", bad);

    assertThat(run.out()).isEmpty();
    assertThat(run.errLines())
        .hasSize(6)
        .allMatch(line -> line.startsWith(bad + ": /"))
        .anyMatch(line -> line.contains(": /version: missing"))
        .anyMatch(line -> line.contains(": /properties/__rows: names that start with __"))
        .anyMatch(line -> line.contains(": /properties/__rows/type: "))
        .anyMatch(line -> line.contains(": /properties/text/pattern: "))
        .anyMatch(line -> line.contains(": /properties/text/maxLength: must be at least 0"))
        .anyMatch(line -> line.contains(": /required: must be of type"));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void checksAFolderWhoseSchemasReferToOneAnother() throws IOException {
    file("a.yaml", GOOD + "$ref: /shared\n");
    file("b.json", "{\"$id\": \"https://example.org/shared\", \"version\": \"1\"}");
    Path other = file("package.json", "{\"name\": \"app\"}");

    CommandRun run = CommandRun.of("validate", folder);

    assertThat(run.outLines()).hasSize(2);
    assertThat(run.errLines()).containsExactly(other + ": passed over; it has no $id");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void checksFilesTogetherWhateverTheirOrder() throws IOException {
    Path first = file("a.yaml", GOOD + "$ref: /shared\n");
    Path second = file("b.yaml", "{$id: https://example.org/shared, version: 1}");

    assertThat(CommandRun.of("validate", first, second).exitCode()).isZero();
    assertThat(CommandRun.of("validate", second, first).exitCode()).isZero();
    assertThat(CommandRun.of("validate", first).exitCode()).isEqualTo(1);
  }

  @Test
  void checksTheGoodOnesBesideTheBad() throws IOException {
    Path good = file("good.yaml", GOOD);
    Path bad = file("bad.yaml", "{$id: https://example.org/bad, version: 1, type: objekt}");

    CommandRun run = CommandRun.of("validate", bad, good);

    assertThat(run.outLines()).hasSize(1);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void checksWhatSchemasSayAboutRedaction() throws IOException {
    Path hash = file("hash.yaml", GOOD + "additionalProperties: {x-redact: hash}\n");
    Path hide = file("hide.yaml", GOOD + "additionalProperties: {x-redact: hide}\n");

    assertThat(CommandRun.of("validate", hash).exitCode()).isZero();
    CommandRun run = CommandRun.of("validate", hide);
    assertThat(run.err()).contains("x-redact: must be remove, mask, hash or null");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void distinguishesWhatCannotBeReadAtAll() throws IOException {
    Path good = file("good.yaml", GOOD);
    Path yaml = file("bad.yaml", "a: [");
    Path json = file("bad.json", "{\"a\": ");
    Path text = file("text.yaml", "just text");
    Path none = folder.resolve("none.yaml");

    for (Path unreadable : List.of(yaml, json, text, none)) {
      CommandRun run = CommandRun.of("validate", unreadable, good);

      assertThat(run.outLines()).hasSize(1);
      assertThat(run.err()).startsWith(unreadable + ": ");
      assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    }
  }

  @Test
  void findsNoSchemaInAnEmptyFolder() {
    CommandRun run = CommandRun.of("validate", folder);

    assertThat(run.errLines()).containsExactly("there is no schema in " + folder);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void asksForWhatJupyterAsksForIfToldTo() throws IOException {
    Path relative = file("relative.yaml", "{$id: run, version: 1, properties: {a: {__b: 1}}}");

    CommandRun ours = CommandRun.of("validate", relative);
    CommandRun jupyters = CommandRun.of("validate", "--rules", "jupyter", relative);

    assertThat(ours.exitCode()).isZero();
    assertThat(jupyters.errLines())
        .hasSize(2)
        .anyMatch(line -> line.contains("/$id: must be an absolute URI"))
        .anyMatch(line -> line.contains("/properties/a/__b: names that start with __"));
    assertThat(jupyters.exitCode()).isEqualTo(1);
  }

  @Test
  void refusesOptionsThatDoNotGoTogether() throws IOException {
    Path good = file("good.yaml", GOOD);

    for (CommandRun run :
        List.of(
            CommandRun.of("validate"),
            CommandRun.of("validate", "--schemas", good),
            CommandRun.of("validate", "--events", good),
            CommandRun.of("validate", good, "--schemas", good, "--events", good))) {
      assertThat(run.err()).contains("use both --schemas and --events, and only them");
      assertThat(run.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void endsAsJupytersCommandDoes() throws Exception {
    Path data = SharedData.path("jupyter/jupyter_events");
    JsonNode cases = new ObjectMapper().readTree(data.resolve("cases.json").toFile()).get("cli");
    assertThat(cases).hasSize(5);
    for (JsonNode one : cases) {
      Object[] arguments =
          StreamSupport.stream(one.get("args").spliterator(), false)
              .map(argument -> argument(data, argument.asText()))
              .toArray();

      CommandRun run = CommandRun.of(arguments);

      assertThat(run.exitCode()).as("%s: %s", one, run).isEqualTo(one.get("exit").asInt());
      assertThat(one.has("stdout_contains") ? run.out() : run.err()).isNotEmpty();
    }
  }

  private static Object argument(Path data, String argument) {
    if (!argument.contains("schemas/")) {
      return argument;
    }
    try {
      return argument.startsWith("<contents of ")
          ? Files.readString(data.resolve(argument.replaceAll("<contents of |>", "")))
          : data.resolve(argument);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
