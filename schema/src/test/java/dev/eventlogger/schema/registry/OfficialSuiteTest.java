package dev.eventlogger.schema.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The JSON Schema Test Suite, as Vert.x publishes it, and, with {@code -Deventlogger.schema-suite=}
 * and its folder, a current one. Every case with an answer other than the suite's must be in the
 * table of docs/schemas.md. Writes {@code target/json-schema-suite/*.txt} with all of them.
 */
class OfficialSuiteTest {

  private static final Path REPORTS = Path.of("target", "json-schema-suite");
  private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|.*");

  /** The least number of cases that agree; a suite that was not read would have none. */
  private static final int FEWEST_IN_VERTX = 4_600;

  @Test
  void answersWhatItDoesNotExplainOtherwise() throws IOException {
    Path file = REPORTS.resolve("test-suite-tck.json");
    OfficialSuiteRun run = new OfficialSuiteRun(OfficialSuite.inFile(file));

    assertThat(unexplained("published", run)).isEmpty();
    assertThat(run.agreed).isGreaterThanOrEqualTo(FEWEST_IN_VERTX);
  }

  @Test
  @EnabledIfSystemProperty(named = "eventlogger.schema-suite", matches = ".+")
  void answersTheSuiteOfToday() throws IOException {
    Path folder = Path.of(System.getProperty("eventlogger.schema-suite"));
    OfficialSuiteRun run = new OfficialSuiteRun(OfficialSuite.inFolder(folder));

    assertThat(unexplained("today", run)).isEmpty();
    assertThat(run.agreed).isGreaterThan(FEWEST_IN_VERTX);
  }

  private static List<String> unexplained(String name, OfficialSuiteRun run) throws IOException {
    List<String> all = new ArrayList<>(run.differences);
    run.refusals.forEach((group, problem) -> all.add(group + ": refused: " + problem));
    String counts =
        "%d cases agree, %d differ, %d are of schemas that are refused%n"
            .formatted(run.agreed, run.differences.size(), run.refused);
    Files.createDirectories(REPORTS);
    Files.writeString(REPORTS.resolve(name + ".txt"), counts + String.join("\n", all), UTF_8);
    List<String> explained = explained();
    // without the draft's name in front
    return all.stream()
        .filter(each -> explained.stream().noneMatch(isOf(each.substring(each.indexOf('/') + 1))))
        .toList();
  }

  private static Predicate<String> isOf(String difference) {
    return row -> difference.startsWith(row.contains(":") ? row : row + ":");
  }

  private static List<String> explained() throws IOException {
    try (var lines = Files.lines(Path.of("..", "docs", "schemas.md"), UTF_8)) {
      return lines.map(ROW::matcher).filter(row -> row.matches()).map(row -> row.group(1)).toList();
    }
  }
}
