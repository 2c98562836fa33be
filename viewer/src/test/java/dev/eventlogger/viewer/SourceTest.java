package dev.eventlogger.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the files of the viewer are held to. */
class SourceTest {

  private static final int MOST_OWN = 60_000;
  private static final int MOST_FIRST = 60_000;
  private static final int MOST_LINES = 250;
  private static final Path SOURCE =
      Path.of("src/main/resources/META-INF/resources/event-logger-viewer");
  private static final Pattern IMPORT = Pattern.compile("from \"([./a-z-]+\\.js)\"");

  /** What could turn text into markup or code, or is against the policy of the pages. */
  private static final Pattern DANGEROUS =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\\.write"
              + "|\\beval\\(|new Function|srcdoc|createContextualFragment|javascript:");

  @Test
  void isSmall() throws IOException {
    Map<String, Integer> sizes = new TreeMap<>();
    for (String name : served()) {
      sizes.put(name, gzipped(bytes(name)));
    }
    int files =
        sizes.entrySet().stream()
            .filter(file -> !file.getKey().startsWith("lib/"))
            .mapToInt(Map.Entry::getValue)
            .sum();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : sizes.keySet()) {
      if (!name.startsWith("lib/")) {
        all.writeBytes(bytes(name));
      }
    }
    int own = gzipped(all.toByteArray());
    int first = sizeOf(firstPage("pages/start.js"), sizes);
    int explore = sizeOf(firstPage("pages/explore.js"), sizes) + sizes.get("lib/uplot.js");
    System.out.println(
        "SourceTest: own code "
            + own
            + " B as one, "
            + files
            + " B as "
            + sizes.size()
            + " files are sent; first page with libraries "
            + first
            + " B, Explore with its charts "
            + explore
            + " B, gzipped");

    assertThat(own).as("own code, gzipped").isLessThanOrEqualTo(MOST_OWN);
    assertThat(first).as("the first page with libraries, gzipped").isLessThanOrEqualTo(MOST_FIRST);
  }

  private static int sizeOf(Set<String> names, Map<String, Integer> sizes) {
    return names.stream().mapToInt(sizes::get).sum();
  }

  /** What a browser loads until a page is there: what modules name, and what they name. */
  private static Set<String> firstPage(String page) throws IOException {
    Set<String> names = new LinkedHashSet<>(List.of("index.html", "style.css", "icon.svg"));
    Deque<String> next = new ArrayDeque<>(List.of("main.js", page));
    while (!next.isEmpty()) {
      String name = next.remove();
      if (names.add(name)) {
        for (MatchResult found : matches(IMPORT, new String(bytes(name), UTF_8))) {
          next.add(Path.of(name).resolveSibling(found.group(1)).normalize().toString());
        }
      }
    }
    return names;
  }

  @Test
  void saysAtOnceWhatTheFrameConsistsOf() throws IOException {
    Set<String> preloaded = new TreeSet<>();
    matches(
            Pattern.compile("modulepreload\" href=\"viewer/files/([^\"]+)"),
            new String(bytes("index.html"), UTF_8))
        .forEach(found -> preloaded.add(found.group(1)));
    Set<String> needed = new TreeSet<>(firstPage("main.js"));
    needed.removeAll(List.of("index.html", "style.css", "icon.svg", "main.js"));

    assertThat(preloaded).isEqualTo(needed);
  }

  @Test
  void hasFilesThatCanBeReadAtOnce() throws IOException {
    for (Path file : sources()) {
      if (!file.endsWith("words.js") && file.toString().endsWith(".js")) {
        assertThat(Files.readAllLines(file))
            .as(file.toString())
            .hasSizeLessThanOrEqualTo(MOST_LINES);
      }
    }
  }

  @Test
  void makesNoMarkupOfText() throws IOException {
    for (Path file : sources()) {
      assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(DANGEROUS);
    }
    assertThat(Files.readString(SOURCE.resolve("index.html")))
        .doesNotContain("<style", " style=", "<script>");
  }

  @Test
  void saysOnlyWhatIsInTheCatalogue() throws IOException {
    Set<String> known = new TreeSet<>();
    String catalogue = Files.readString(SOURCE.resolve("words.js"));
    matches(Pattern.compile("(?m)^  \"([^\"]+)\":"), catalogue)
        .forEach(found -> known.add(found.group(1)));
    String all = "";
    for (Path file : sources()) {
      all += file.endsWith("words.js") ? "" : Files.readString(file);
    }
    Set<String> said = new TreeSet<>();
    matches(Pattern.compile("say\\(\"([^\"]+)\""), all).forEach(found -> said.add(found.group(1)));

    assertThat(said).hasSizeGreaterThan(100);
    said.removeAll(known);
    assertThat(said).isEmpty();
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCE)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<String> served() throws IOException {
    return new ArrayList<>(new String(bytes("files.txt"), UTF_8).lines().toList());
  }

  private static byte[] bytes(String name) throws IOException {
    String path = "/META-INF/resources/event-logger-viewer/" + name;
    try (InputStream in = SourceTest.class.getResourceAsStream(path)) {
      assertThat(in).as(path).isNotNull();
      return in.readAllBytes();
    }
  }

  private static int gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(bytes);
    }
    return out.size();
  }
}
