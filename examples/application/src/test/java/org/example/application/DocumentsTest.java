package org.example.application;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.delivery.LossReason;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.event.Outcome.InvalidReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.example.application.Document.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code in the README and the pages is what is built and run. {@link DocumentsIT} runs the
 * commands.
 */
class DocumentsTest {

  private static final int LONGEST_README = 200;
  private static final int LONG_PAGE = 100;

  @Test
  void holdCodeOfEachLanguageThatIsTested() throws IOException {
    for (String language : List.of("java", "yaml", "xml", "sh")) {
      assertThat(Document.blocks(language)).as(language).isNotEmpty();
      assertThat(Document.readme().blocks())
          .as("the README")
          .anyMatch(block -> block.language().equals(language));
    }
  }

  /** The examples are compiled with the build, and a test runs each of them. */
  @ParameterizedTest
  @MethodSource("java")
  void showJavaThatIsPartOfAnExample(Block block) throws IOException {
    String shown = "\n" + unindented(block.code()) + "\n";

    assertThat(sourcesOfExamples())
        .as("an example holds these lines:%s", shown)
        .anyMatch(source -> source.contains(shown));
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void showConfigurationsThatAreRight(Block block) {
    EventLoggerConfig config = EventLoggerConfig.parse("event-logger.yaml", block.code(), Map.of());

    // Blocks about other sections name no log.
    assertThat(config.warnings())
        .allMatch(warning -> warning.contains("EVENT_LOGGER_NAME: is missing"));
    EventLogger.check(config, SinkCatalog.ofClassPath());
  }

  @ParameterizedTest
  @MethodSource("builds")
  void nameArtifactsOfThisVersion(Block block) throws IOException {
    String bom = Files.readString(Document.ROOT.resolve("bom/pom.xml"));
    String version = all("<version>(.*?)</version>", bom).get(0);

    assertThat(all("dev\\.eventlogger:event-logger-\\w+:([\\w.-]+)", block.code()))
        .allMatch(version::equals);
    assertThat(all("<groupId>dev.eventlogger</groupId>\\s+.*\\s+<version>(.*?)<", block.code()))
        .allMatch(version::equals);
    assertThat(all("<artifactId>(.*?)</artifactId>", bom))
        .containsAll(
            all("\\b(event-logger-[a-z-]*[a-z])", block.code()).stream()
                .filter(name -> !name.startsWith("event-logger-example"))
                .toList());
  }

  @Test
  void showThePomOfThePluginAsItIs() throws IOException {
    String pom = Files.readString(Document.ROOT.resolve("examples/plugin-webhook/pom.xml"));
    // Between two comments stands what only the build of this repository needs.
    String shown = pom.replaceAll("(?s) *<!-- Of this repository: .*?<!-- So far\\. -->\\n", "");

    assertThat(Document.page("plugins.md").blocks())
        .filteredOn(block -> block.language().equals("xml"))
        .extracting(Block::code)
        .contains(shown);
  }

  @Test
  void showTheSchemaOfTheQuickstartAsItIs() throws IOException {
    String schema = "examples/quickstart/schemas/report-export.yaml";

    assertThat(Document.page("schemas.md").blocks())
        .extracting(Block::code)
        .contains(Files.readString(Document.ROOT.resolve(schema)));
  }

  @Test
  void nameEveryReasonForWhichAnEventIsNotDelivered() {
    Stream.of(InvalidReason.values(), DropReason.values(), LossReason.values())
        .flatMap(Stream::of)
        .forEach(
            reason -> assertThat(Document.page("concepts.md").text()).contains("`" + reason + "`"));
  }

  @Test
  void sayOfEachTypeInTheirSnippetsWhereItIs() throws IOException {
    Map<String, String> packages = new HashMap<>();
    String table = Document.page("getting-started.md").text();
    for (String row : all("\\| (`dev\\.eventlogger[a-z.]*` \\| .*) \\|", table)) {
      List<String> names = all("`([\\w.]+)`", row);
      names.stream().skip(1).forEach(type -> packages.put(type, names.get(0)));
    }
    String sources = String.join("", sourcesOfExamples());

    for (Block block : java().toList()) {
      for (String type : all("\\b([A-Z]\\w+)\\b", block.code())) {
        for (String name : all("import (dev\\.eventlogger[a-z.]*)\\." + type + ";", sources)) {
          assertThat(packages).as("the table of types").containsEntry(type, name);
        }
      }
    }
  }

  @Test
  void nameEveryModule() throws IOException {
    String modules = Files.readString(Document.ROOT.resolve("pom.xml"));

    for (String module : all("<module>(.*?)</module>", modules)) {
      assertThat(Document.readme().text()).contains("`" + module + "`");
    }
  }

  @Test
  void areNamedInTheReadme() throws IOException {
    for (Document page : Document.pages()) {
      assertThat(Document.readme().text()).contains("(docs/" + page.path().getFileName() + ")");
    }
  }

  @Test
  void beginWithAReadmeThatIsShort() {
    assertThat(Document.readme().text().lines()).hasSizeLessThanOrEqualTo(LONGEST_README);
  }

  /** Shell comments within blocks of code look like headings too. */
  @Test
  void haveATableOfContentsWhereTheyAreLong() throws IOException {
    for (Document page : Document.pages()) {
      String prose = page.text().replaceAll("(?ms)^```.*?^```$", "");
      if (page.text().lines().count() > LONG_PAGE) {
        String contents = prose.split("\n## ", 2)[0];
        assertThat(all("\\[(.*?)\\]\\(#", contents))
            .as("the table of contents of %s", page)
            .containsAll(all("(?m)^## (.*)$", prose));
      }
    }
  }

  static Stream<Block> java() throws IOException {
    return Document.blocks("java");
  }

  /** Blocks of configuration.md are left to {@code ConfigurationDocumentTest} of core. */
  static Stream<Block> yaml() throws IOException {
    return Document.blocks("yaml")
        .filter(block -> !block.in().equals(Document.page("configuration.md")));
  }

  static Stream<Block> builds() throws IOException {
    return Stream.concat(Document.blocks("xml"), Document.blocks("kotlin"));
  }

  private static List<String> sourcesOfExamples() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Document.ROOT.resolve("examples"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources.add("\n" + unindented(Files.readString(file)) + "\n");
      }
    }
    return sources;
  }

  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(joining("\n"));
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
