package org.example.application;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
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
import org.example.application.Readme.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows is what is built and run. {@link ReadmeIT} runs its commands. */
class ReadmeTest {

  @Test
  void holdsCodeOfEachLanguageThatIsTested() throws IOException {
    assertThat(Readme.blocks())
        .extracting(Block::language)
        .containsOnly("java", "yaml", "xml", "sh")
        .contains("java", "yaml", "xml", "sh");
  }

  /** The examples are compiled with the build, and each is run by a test of its own. */
  @ParameterizedTest
  @MethodSource("java")
  void showsJavaThatIsPartOfAnExample(Block block) throws IOException {
    String shown = "\n" + unindented(block.code()) + "\n";

    assertThat(sourcesOfExamples())
        .as("an example holds these lines:%s", shown)
        .anyMatch(source -> source.contains(shown));
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void showsConfigurationsThatAreRight(Block block) {
    EventLoggerConfig config = EventLoggerConfig.parse("event-logger.yaml", block.code(), Map.of());

    // Those of other sections name no log.
    assertThat(config.warnings())
        .allMatch(warning -> warning.contains("EVENT_LOGGER_NAME: is missing"));
    EventLogger.check(config, SinkCatalog.ofClassPath());
  }

  @ParameterizedTest
  @MethodSource("xml")
  void namesArtifactsOfThisVersion(Block block) throws IOException {
    String bom = Files.readString(Readme.ROOT.resolve("bom/pom.xml"));

    assertThat(all("<version>(.*?)</version>", block.code()))
        .containsOnly(all("<version>(.*?)</version>", bom).get(0));
    assertThat(all("<artifactId>(.*?)</artifactId>", bom))
        .containsAll(all("<artifactId>(.*?)</artifactId>", block.code()));
  }

  @Test
  void saysOfEachTypeInItsSnippetsWhereItIs() throws IOException {
    Map<String, String> packages = new HashMap<>();
    for (String row : all("\\| (`dev\\.eventlogger[a-z.]*` \\| .*) \\|", Readme.text())) {
      List<String> names = all("`([\\w.]+)`", row);
      names.stream().skip(1).forEach(type -> packages.put(type, names.get(0)));
    }
    String sources = String.join("", sourcesOfExamples());

    for (Block block : Readme.blocks("java")) {
      for (String type : all("\\b([A-Z]\\w+)\\b", block.code())) {
        for (String name : all("import (dev\\.eventlogger[a-z.]*)\\." + type + ";", sources)) {
          assertThat(packages).as("the table of types").containsEntry(type, name);
        }
      }
    }
  }

  @Test
  void namesEveryModule() throws IOException {
    String modules = Files.readString(Readme.ROOT.resolve("pom.xml"));

    for (String module : all("<module>(.*?)</module>", modules)) {
      assertThat(Readme.text()).contains("`" + module + "`");
    }
  }

  static List<Block> java() throws IOException {
    return Readme.blocks("java");
  }

  static List<Block> yaml() throws IOException {
    return Readme.blocks("yaml");
  }

  static List<Block> xml() throws IOException {
    return Readme.blocks("xml");
  }

  private static List<String> sourcesOfExamples() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Readme.ROOT.resolve("examples"))) {
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
