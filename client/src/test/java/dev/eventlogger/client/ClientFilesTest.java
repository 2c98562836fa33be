package dev.eventlogger.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The published files, checked without node. */
class ClientFilesTest {

  private static final int CORE_BYTES = 3584;
  private static final int ALL_BYTES = 6 * 1024;

  private static final Path DIST = Path.of("dist");

  @Test
  void isNoLargerThanThreeAndAHalfKilobytes() throws Exception {
    assertThat(size("event-logger.min.js")).isLessThanOrEqualTo(CORE_BYTES);
    assertThat(size("event-logger.iife.min.js")).isLessThanOrEqualTo(CORE_BYTES);
  }

  @Test
  void isNoLargerThanSixKilobytesWithAllThatIsOptional() throws Exception {
    int core = Math.max(size("event-logger.min.js"), size("event-logger.iife.min.js"));

    assertThat(core + size("offline.min.js") + size("vitals.min.js"))
        .isLessThanOrEqualTo(ALL_BYTES);
  }

  @Test
  void saysInItsDocumentHowLargeItIs() throws Exception {
    String document = Files.readString(Path.of("..", "docs", "client.md"));
    for (String[] file :
        new String[][] {
          {"event-logger.min.js", "/client.js"},
          {"event-logger.iife.min.js", "/client.iife.js"},
          {"offline.min.js", "/client.offline.js"},
          {"vitals.min.js", "/client.vitals.js"}
        }) {
      String said = first("(?m)^\\| `" + file[1] + "`[^|]*\\| ([0-9,]+) \\|", document);
      assertThat(Integer.parseInt(said.replace(",", ""))).isCloseTo(size(file[0]), within(40));
    }
  }

  /** The size after {@code gzip -9}. */
  private static int size(String file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new BestCompression(out)) {
      gzip.write(Files.readAllBytes(DIST.resolve(file)));
    }
    return out.size();
  }

  private static final class BestCompression extends GZIPOutputStream {
    BestCompression(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  @Test
  void evaluatesNoTextAndWritesNoMarkup() throws Exception {
    for (Path script : scripts()) {
      assertThat(Files.readString(script))
          .as(script.toString())
          .doesNotContain("eval(")
          .doesNotContain("Function(")
          .doesNotContain("innerHTML")
          .doesNotContain("document.write")
          .doesNotContain("document.cookie");
    }
  }

  @Test
  void listsEachScriptForTheServer() throws Exception {
    List<String> names =
        scripts().stream().map(script -> script.getFileName().toString()).sorted().toList();

    assertThat(Files.readAllLines(DIST.resolve("files.txt"))).hasSize(4).hasSameElementsAs(names);
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(DIST)) {
      return files.filter(file -> file.toString().endsWith(".js")).toList();
    }
  }

  @Test
  void isInTheJarWhereWebServersLook() throws Exception {
    String folder = "META-INF/resources/webjars/event-logger-client/" + projectVersion() + '/';

    for (String file :
        List.of(
            "package.json",
            "src/event-logger.js",
            "src/offline.js",
            "src/vitals.js",
            "dist/event-logger.d.ts",
            "dist/event-logger.min.js",
            "dist/event-logger.iife.min.js")) {
      assertThat(ClientFilesTest.class.getClassLoader().getResource(folder + file))
          .as(file)
          .isNotNull();
    }
  }

  /** The files that npm adds to a package by itself, and shows. */
  @Test
  void hasItsLicenceAndSaysWhatItIs() throws Exception {
    assertThat(Path.of("LICENSE")).hasSameBinaryContentAs(Path.of("..", "LICENSE"));
    assertThat(Path.of("README.md")).content().contains("import { init, logger }");
  }

  @Test
  void hasTheVersionOfTheProject() throws Exception {
    assertThat(projectVersion().replace("-SNAPSHOT", ""))
        .isEqualTo(first("\"version\": \"([^\"]+)\"", Files.readString(Path.of("package.json"))));
  }

  private static String projectVersion() throws IOException {
    return first("<version>([^<]+)</version>", Files.readString(Path.of("pom.xml")));
  }

  @Test
  void bringsNothingAlongAndNamesExactVersionsOfWhatMakesIt() throws Exception {
    String declared = Files.readString(Path.of("package.json"));
    String locked = Files.readString(Path.of("package-lock.json"));

    assertThat(declared).doesNotContain("\"dependencies\"").contains("\"sideEffects\": false");
    assertThat(declared.substring(declared.indexOf("\"devDependencies\"")))
        .doesNotContain("^")
        .doesNotContain("~");
    assertThat(locked).contains("\"integrity\"").doesNotContain("\"resolved\"");
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
