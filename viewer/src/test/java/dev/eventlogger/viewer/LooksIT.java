package dev.eventlogger.viewer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.server.trust.Scope;
import dev.eventlogger.viewer.Viewing.Viewed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/** Each page at both widths, light and dark: nothing is out of reach, and nothing sticks out. */
@ExtendWith(Viewing.class)
@Timeout(180)
class LooksIT {

  private static final Path IMAGES = Path.of("../docs/images");
  private static final boolean TAKES_PICTURES = Boolean.getBoolean("eventlogger.screenshots");
  private static final int MOST_BYTES = 150_000;
  private static final String RULES =
      "everyone: standard, groups: {beta: verbose}, users: {ada: {capture: verbose, until: '2027-01-01T00:00:00Z'}}";

  /** Those that the documentation shows. */
  private static final Set<String> PICTURES =
      Set.of(
          "start-1280-light",
          "explore-1280-light",
          "explore-390-light",
          "event-1280-dark",
          "event-390-light",
          "live-1280-light",
          "health-1280-light",
          "capture-1280-light");

  /**
   * What a page is called in the pictures, its URL, and what is clicked on before it is looked at.
   */
  record Seen(String name, String hash, String click) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Seen> pages() {
    return List.of(
        new Seen("start", "", ""),
        new Seen("explore", "#/explore?since=7d&tz=UTC&compare=1", ""),
        new Seen("event", "#/explore?since=7d&tz=UTC&q=name%3Dquery-run", ".events tbody tr"),
        new Seen("time", "#/explore?since=7d&tz=UTC", ".range button"),
        new Seen("nothing", "#/explore?since=7d&tz=UTC&q=uid%3Dnobody", ""),
        new Seen("live", "#/live?tz=UTC", ""),
        new Seen("health", "#/health?tz=UTC", ""));
  }

  static Stream<Look> looks() {
    return Stream.of(Look.WIDE, Look.NARROW, new Look(1280, true), new Look(390, true));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void canBeUsedByEverybody(Look look, Viewed viewed) throws Exception {
    Browser browser = viewed.browser();
    browser.sized(look);
    browser.complaints();
    for (Seen page : pages()) {
      viewed.show(page.hash());
      if (!page.click().isEmpty()) {
        browser.one(page.click()).click();
        browser.settle();
      }
      if (page.name().equals("live")) {
        browser.awaitTrue("the stream", () -> browser.isThere(".events tbody tr"));
      }
      if (page.hash().contains("explore") && !page.name().equals("nothing")) {
        browser.one(".canvas canvas");
      }
      look(browser, page, look);
    }
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void canBeChangedByThoseWhoMay(Look look, Viewed viewed, @TempDir Path folder) throws Exception {
    Browser browser = viewed.browser();
    browser.sized(look);
    String admin = FrameIT.key(folder.resolve("keys.json"), "admin", Scope.READ, Scope.ADMIN);
    String rules = "file: '" + folder.resolve("rules.json") + "', " + RULES;
    String keys = "keys_file: '" + folder.resolve("keys.json") + "'";
    try (ShownServer server = new ShownServer(List.of("EVENT_POLICY: {" + rules + "}"), keys)) {
      browser.load(server.page("#/capture?tz=UTC"));
      browser.one("dialog.signin");
      look(browser, new Seen("signin", "", ""), look);
      browser.named("input", "Token").sendKeys(admin + Keys.ENTER);
      browser.awaitTrue("the rules", () -> browser.isThere("form.row input"));
      look(browser, new Seen("capture", "", ""), look);
      browser.load("about:blank");
    }
    browser.complaints(); // the browser notes each status 401
  }

  private static void look(Browser browser, Seen page, Look look) throws IOException {
    picture(browser, page, look);
    assertThat(browser.script("return document.documentElement.scrollWidth - innerWidth"))
        .as(page + " " + look)
        .isEqualTo(0L);
    assertThat(violations(browser)).as(page + " " + look).isEmpty();
  }

  private static void picture(Browser browser, Seen page, Look look) throws IOException {
    boolean isShown = PICTURES.contains(page + "-" + look);
    if (TAKES_PICTURES && isShown) {
      byte[] png = browser.picture();
      assertThat(png.length).as(page + " " + look).isLessThan(MOST_BYTES);
      Files.createDirectories(IMAGES);
      Path unused = Files.write(IMAGES.resolve("viewer-" + page + "-" + look + ".png"), png);
    }
  }

  /** What axe-core finds wrong, by WCAG 2.2 A and AA. */
  static List<?> violations(Browser browser) throws IOException {
    Object unused = browser.script(axe());
    return (List<?>)
        browser.later(
            "const said = arguments[0]; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
                + ".then(found => said(found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.failureSummary)).slice(0, 4).join(' | '))), e => said([String(e)]))");
  }

  private static String axe() throws IOException {
    try (InputStream in = LooksIT.class.getResourceAsStream("/axe.min.js")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), UTF_8) + ";window.axe = axe;";
    }
  }

  @Test
  void saysHowMuchAPageTakes(Viewed viewed) {
    Browser browser = viewed.browser();
    browser.sized(Look.WIDE);
    for (Seen page : List.of(pages().get(0), pages().get(1))) {
      browser.command("Network.enable", Map.of());
      browser.command("Network.clearBrowserCache", Map.of());
      viewed.show(page.hash());
      PageCost cost = PageCost.of(browser);
      System.out.println("LooksIT: " + page + ": " + cost);
      assertThat(cost.bytes()).isLessThan(90_000);
    }
  }
}
