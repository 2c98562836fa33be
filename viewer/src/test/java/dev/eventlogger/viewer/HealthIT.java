package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.viewer.Viewing.Viewed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Health says what became of every event, here and in other processes. */
@ExtendWith(Viewing.class)
@Timeout(120)
class HealthIT {

  private static final Pattern ANCHORED =
      Pattern.compile("sealed, newest anchor [0-9]+ (s|min) ago");

  private Viewed viewed;
  private Browser browser;

  @BeforeEach
  void begin(Viewed viewing) {
    viewed = viewing;
    browser = viewed.browser();
    browser.sized(Look.WIDE);
    browser.complaints();
  }

  @AfterEach
  void complainsOfNothing() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void balancesTheLedger() throws Exception {
    try (ShownServer server = viewed.another()) {
      server.log(List.of("{\"name\":\"good\"}", "{\"name\":\"good\"}"));
      assertThat(server.send("{\"event_data\":{}}")).contains("\"invalid\":1");
      browser.show(server.page("#/health"));

      browser.awaitTrue("the ledger", () -> browser.text("main").contains("Invalid"));
      assertThat(browser.text("main")).contains("Invalid events were refused", "no-event");
      String balance = browser.all(".card .says").get(0).getText();
      List<Long> numbers = new ArrayList<>();
      Pattern.compile("[0-9]+")
          .matcher(balance)
          .results()
          .forEach(n -> numbers.add(Long.parseLong(n.group())));
      assertThat(numbers.get(0))
          .isEqualTo(numbers.get(1) + numbers.get(2) + numbers.get(3) + numbers.get(4));
      browser.load("about:blank");
    }
  }

  @Test
  void showsWhatOtherProcessesReport() throws Exception {
    try (ShownServer server = viewed.another()) {
      try (EventLogger other = server.another("EVENT_REPORTS: {every: 1s}")) {
        assertThat(other.log(EventDraft.named("elsewhere"))).isInstanceOf(Outcome.Accepted.class);
        browser.show(server.page("#/health"));

        browser.awaitTrue("its report", () -> browser.text("main").contains("Other processes"));
        // Its reports are events, too.
        browser.awaitTrue("its events", () -> Long.parseLong(cells(0).get(3)) > 1);
        assertThat(browser.text("main")).contains("within the last two days");
        assertThat(cells(0).get(0)).isNotEmpty();
        assertThat(cells(0)).doesNotContain("–");
        assertThat(browser.text("main .verdict"))
            .isEqualTo("Everything is delivered or on its way.");
      }
      browser.awaitTrue("that it is closed", () -> cells(0).get(1).contains("closed"));
      browser.load("about:blank");
    }
  }

  @Test
  void saysHowOldTheNewestAnchorIs(@TempDir Path folder) throws Exception {
    Path anchor = folder.resolve("anchor");
    String url = "jdbc:h2:mem:" + UUID.randomUUID();
    String seal = "{anchor_interval: 10ms, anchors: {folder: {path: '" + anchor + "'}}}";
    List<String> lines =
        List.of(
            "EVENT_LOGGER_NAME: db",
            "EVENT_LOGGERS: {db: {url: '" + url + "', seal: " + seal + "}}",
            "EVENT_DELIVERY: {linger: 10ms, directory: '" + folder.resolve("journal") + "'}");
    try (ShownServer server = new ShownServer(new Kept(url, lines, List.of(), () -> {}))) {
      browser.show(server.page("#/health"));
      browser.awaitTrue("that it is lost", () -> browser.text("main").contains("is no folder"));
      assertThat(browser.text("main"))
          .contains("sealed, in no anchor", "Something is wrong with a seal or an anchor");

      Files.createDirectory(anchor);
      server.log(List.of("{\"name\":\"good\"}"));
      browser.awaitTrue("the anchor", () -> ANCHORED.matcher(browser.text("main")).find());
      browser.awaitTrue(
          "that all is well",
          () -> browser.text("main .verdict").equals("Everything is delivered or on its way."));
      browser.load("about:blank");
    }
  }

  /** Of a row of the last table. */
  private List<String> cells(int row) {
    Object texts =
        browser.script(
            "return [...[...document.querySelectorAll('main"
                + " table')].at(-1).tBodies[0].rows[arguments[0]].cells].map(c =>"
                + " c.textContent.trim())",
            row);
    return ((List<?>) texts).stream().map(String::valueOf).toList();
  }
}
