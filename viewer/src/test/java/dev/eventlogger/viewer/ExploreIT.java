package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eventlogger.viewer.Viewing.Viewed;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Explore shows what is in the database, and every view of it is a URL. */
@ExtendWith(Viewing.class)
@Timeout(120)
class ExploreIT {

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
  void findsNothingToComplainOf() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void countsWhatTheDatabaseCounts() throws Exception {
    viewed.show("#/explore?since=all&tz=UTC");

    long all = viewed.server().count("true");
    assertThat(all).isEqualTo(Sample.EVENTS);
    assertThat(chartSays()).startsWith("2,000 events in bars of ").endsWith(", UTC");
    assertThat(listSays()).isEqualTo("The latest 100 of 2,000 events · UTC");
    assertThat(browser.all(".events tbody tr")).hasSize(100);
    assertThat(facet("level"))
        .isEqualTo(
            Map.of(
                "INFO", viewed.server().count("level = 'INFO'"),
                "USAGE", viewed.server().count("level = 'USAGE'"),
                "WARNING", viewed.server().count("level = 'WARNING'"),
                "ERROR", viewed.server().count("level = 'ERROR'")));
    assertThat(facet("type"))
        .containsEntry("CLICK", viewed.server().count("event_type = 'CLICK'"))
        .containsEntry("none", viewed.server().count("event_type IS NULL"));
  }

  @Test
  void countsInTheTableBesideTheChart() throws Exception {
    viewed.show("#/explore?since=all&tz=UTC");

    browser.one(".as-table summary").click();
    List<?> errors = (List<?>) browser.script("return " + cells(".as-table", 1));
    List<?> totals = (List<?>) browser.script("return " + cells(".as-table", 5));

    assertThat(browser.text(".as-table thead"))
        .contains("ERROR", "WARNING", "USAGE", "INFO", "Events");
    assertThat(sum(errors)).isEqualTo(viewed.server().count("level = 'ERROR'"));
    assertThat(sum(totals)).isEqualTo(Sample.EVENTS);
  }

  private static String cells(String table, int column) {
    return "[...document.querySelectorAll('"
        + table
        + " tbody tr')].map(r => r.cells["
        + column
        + "].textContent)";
  }

  private static long sum(List<?> numbers) {
    return numbers.stream().mapToLong(n -> Long.parseLong(n.toString().replace(",", ""))).sum();
  }

  @Test
  void filtersByWhatIsTypedClickedAndExcluded() throws Exception {
    viewed.show("#/explore?since=all&tz=UTC");

    browser.ask("type=CLICK data.element=RUN uid!=user-3");
    long typed =
        viewed
            .server()
            .count(
                "event_type = 'CLICK' AND event_data LIKE '%\"RUN\"%' AND (uid IS NULL OR uid <> 'user-3')");
    assertThat(chartSays()).startsWith(typed + " events");
    assertThat(browser.hash()).contains("q=type=CLICK+data.element=RUN+uid!=user-3");

    browser.ask("");
    browser.named("a", "Only level ERROR, " + viewed.server().count("level = 'ERROR'")).click();
    browser.settle();
    assertThat(browser.one(".query-input").getDomProperty("value")).isEqualTo("level=ERROR");
    assertThat(chartSays()).startsWith(viewed.server().count("level = 'ERROR'") + " events");

    browser.back();
    browser.named("a", "Without level INFO").click();
    browser.settle();
    assertThat(chartSays()).startsWith(viewed.server().count("level <> 'INFO'") + " events");
  }

  @Test
  void asksNothingAsLongAsTheLineCannotBeRead() {
    viewed.show("#/explore?since=all&q=level%3DERROR%20timed%20out");

    assertThat(browser.text("main .state"))
        .isEqualTo("Nothing is asked as long as the line above cannot be read.");
    assertThat(browser.text(".query .problem")).startsWith("Not a condition: timed out.");

    browser.click("button", "Search messages for it");
    browser.settle();
    assertThat(browser.one(".query-input").getDomProperty("value"))
        .isEqualTo("level=ERROR message contains \"timed out\"");
    assertThat(browser.text(".events tbody tr")).contains("timed out");
  }

  @Test
  void saysWhatTheServerCannotBeAsked() {
    viewed.show("#/explore?since=all&q=colour%3Dred");

    assertThat(browser.text(".state.failed"))
        .contains("This cannot be asked.", "unknown field \"colour\"");
    browser.complaints(); // the browser notes the status 400
  }

  @Test
  void completesFieldsAndValues() {
    viewed.show("#/explore?since=all");
    WebElement input = browser.one(".query-input");

    input.click();
    input.sendKeys("data.el");
    browser.awaitTrue("a field", () -> browser.text(".offers").contains("data.element"));
    input.sendKeys(Keys.ARROW_DOWN, Keys.ENTER);
    browser.awaitTrue("values", () -> browser.text(".offers").contains("EXPORT_BUTTON"));
    input.sendKeys("EXP");
    browser.awaitTrue("one value", () -> browser.all(".offers li").size() == 1);
    input.sendKeys(Keys.ARROW_DOWN, Keys.ENTER, Keys.ENTER);
    browser.settle();

    assertThat(browser.hash()).contains("q=data.element=EXPORT_BUTTON");
    assertThat(browser.text(".events tbody tr")).contains("EXPORT_BUTTON");
  }

  @Test
  void zoomsIntoATimeThatIsDraggedOver() {
    viewed.show("#/explore?since=all&tz=UTC");
    WebElement chart = browser.one(".u-over");

    new Actions(browser.driver())
        .moveToElement(chart, -100, 0)
        .clickAndHold()
        .moveByOffset(150, 0)
        .release()
        .perform();
    browser.awaitTrue("a shorter time", () -> browser.hash().contains("until="));
    browser.settle();

    String says = chartSays();
    assertThat(says).doesNotStartWith("2,000");
    browser.back();
    assertThat(chartSays()).startsWith("2,000 events");
  }

  @Test
  void hidesTheChart() {
    viewed.show("#/explore?since=all");

    browser.click("button", "Hide chart");
    browser.settle();
    assertThat(browser.isThere(".canvas")).isFalse();

    browser.show(viewed.server().page(String.valueOf(browser.script("return location.hash"))));
    assertThat(browser.isThere(".canvas")).isFalse();
    assertThat(listSays()).startsWith("100 events, the latest first");
    browser.click("button", "Show chart");
    browser.one(".canvas canvas");
  }

  @Test
  void comparesWithThePeriodBefore() throws Exception {
    long most = viewed.server().count(ShownServer.lately(7));
    viewed.show("#/explore?since=7d&tz=UTC&compare=1");

    // Meanwhile an event may have become older than that.
    long now = viewed.server().count(ShownServer.lately(7));
    browser.awaitTrue("a comparison", () -> chartSays().contains("the period before"));
    assertThat(List.of(most, now))
        .anySatisfy(
            n ->
                assertThat(chartSays())
                    .startsWith(String.format(java.util.Locale.ROOT, "%,d events", n)));
    browser.one(".as-table summary").click();
    assertThat(browser.text(".as-table thead")).contains("Period before");
    List<?> before = (List<?>) browser.script("return " + cells(".as-table", 6));
    // The last week's own hours are left free at its end.
    assertThat(sum(before)).isBetween(now - 25, now + 25);
  }

  @Test
  void goesThroughPages() throws Exception {
    viewed.show("#/explore?since=all&q=level%3DERROR&chart=0");
    long errors = viewed.server().count("level = 'ERROR'");
    long seen = 0;
    String first = browser.text(".events tbody tr");
    while (true) {
      seen += browser.all(".events tbody tr").size();
      if (browser.all("nav.next a").stream().noneMatch(link -> link.getText().equals("Older"))) {
        break;
      }
      browser.click("a", "Older");
      browser.settle();
    }
    assertThat(seen).isEqualTo(errors);
    browser.click("a", "Back to the latest");
    browser.settle();
    assertThat(browser.text(".events tbody tr")).isEqualTo(first);
  }

  @Test
  void showsAnEventBesideTheList() {
    viewed.show("#/explore?since=all&tz=Europe/Berlin&q=name%3Dquery-run");
    String row = browser.text(".events tbody tr");

    browser.one(".events tbody tr").click();
    WebElement panel = browser.one(".event");
    WebElement list = browser.one(".of-events");

    assertThat(panel.getRect().x).isGreaterThanOrEqualTo(list.getRect().x + list.getRect().width);
    assertThat(browser.text(".events tr[aria-current] td")).isEqualTo(row.substring(0, 14));
    assertThat(panel.getText()).contains("Europe/Berlin", "UTC", "query finished", "rows", "sql");

    String hash = String.valueOf(browser.script("return location.hash"));
    browser.show(viewed.server().page(hash));
    assertThat(browser.text(".event .id")).isEqualTo(panelId(hash));
    browser.press(Keys.ESCAPE);
    browser.awaitTrue("no panel", () -> !browser.isThere(".event"));
  }

  private static String panelId(String hash) {
    return hash.replaceAll(".*event=([0-9a-f-]+).*", "$1");
  }

  @Test
  void showsAnEventBelowItsRowWhereThereIsNoRoom() {
    browser.sized(Look.NARROW);
    viewed.show("#/explore?since=all&tz=UTC&chart=0");

    browser.all(".events tbody tr").get(1).click();
    WebElement panel = browser.one("tr.below .event");

    assertThat(panel.getRect().y).isGreaterThan(browser.one("tr[aria-current]").getRect().y);
    assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
  }

  @Test
  void filtersByAValueOfAnEvent() throws Exception {
    viewed.show("#/explore?since=all&q=name%3Dquery-run");
    browser.one(".events tbody tr").click();
    browser.one(".event");
    String subject =
        String.valueOf(
            browser.script(
                "return [...document.querySelectorAll('.field')].find(f => f.querySelector('dt').textContent === 'subject').querySelector('.text').textContent"));

    browser.script(
        "[...document.querySelectorAll('.field')].find(f => f.querySelector('dt').textContent === 'subject').querySelector('.actions a').click()");
    browser.settle();

    assertThat(chartSays())
        .startsWith(viewed.server().count("subject = '" + subject + "'") + " event");
    assertThat(browser.hash()).contains("q=name=query-run+subject=" + subject);
  }

  @Test
  void chartAndTableAreInTheZoneThatIsChosen() {
    viewed.show("#/explore?since=all&tz=UTC");
    String utc = browser.text(".events tbody tr time");
    String exact = browser.one(".events tbody tr time").getDomAttribute("title");

    browser.one(".zone button").click();
    browser.one(".zone .fields input").sendKeys("Asia/Tokyo" + Keys.ENTER);
    browser.settle();

    assertThat(exact).endsWith(" UTC");
    assertThat(browser.text(".events tbody tr time")).isNotEqualTo(utc);
    assertThat(browser.one(".events tbody tr time").getDomAttribute("title"))
        .endsWith(" Asia/Tokyo");
    assertThat(listSays()).endsWith("Asia/Tokyo");
    assertThat(browser.hash()).contains("tz=Asia/Tokyo");
  }

  @Test
  void exportsExactlyWhatIsShown() throws Exception {
    viewed.show("#/explore?since=all&q=level%3DERROR&cols=created_at%2Cuid");

    browser.click("button", "Export");
    String link = String.valueOf(browser.named("a", "CSV").getDomProperty("href"));
    HttpResponse<String> file = viewed.server().get(link.substring(link.indexOf("/api")));

    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment");
    assertThat(file.body().lines().findFirst()).hasValue("created_at,uid");
    assertThat(file.body().lines().count() - 1).isEqualTo(viewed.server().count("level = 'ERROR'"));
  }

  @Test
  void choosesColumnsAndSorts() throws Exception {
    viewed.show("#/explore?since=all");

    browser.click("button", "Columns");
    browser.named("input", "Duration").click();
    browser.awaitTrue("a column", () -> browser.text(".events thead").contains("Duration"));
    browser.press(Keys.ESCAPE);
    browser.click("button", "Duration");
    browser.awaitTrue("an order", () -> browser.hash().contains("sort=duration_ms:desc"));
    browser.settle();

    long most = viewed.server().number("SELECT max(duration_ms) FROM \"event_logs\"");
    String first = browser.text(".events td.number");
    assertThat(first).endsWith(" s");
    assertThat(Double.parseDouble(first.replace(" s", ""))).isCloseTo(most / 1000.0, within(0.006));
    assertThat(browser.one(".events th.number").getDomAttribute("aria-sort"))
        .isEqualTo("descending");
  }

  @Test
  void givesTheSameQuestionToTheTerminal() {
    viewed.show("#/explore?since=30d&tz=UTC&q=type%3DCLICK%20message%20contains%20%22it%27s%22");

    String command =
        String.valueOf(
            browser.later(
                "const said = arguments[0]; navigator.clipboard.writeText = async text => said(text);"
                    + "[...document.querySelectorAll('button')].find(b => b.textContent === 'Copy as command').click();"));

    assertThat(command)
        .startsWith("event-logger query --server http://127.0.0.1:")
        .endsWith(
            " --since 30d --tz UTC --where 'type=CLICK' --where 'message contains \"it'\\''s\"'");
  }

  @Test
  void copiesNoCommandThatATerminalWouldObey() {
    viewed.show("#/usage?since=1h&by=data.%1B%5B201~x");
    browser.complaints(); // the browser notes the status 400

    browser.script(
        "window.copied = null; navigator.clipboard.writeText = async text => { copied = text; };");
    browser.click("button", "Copy as command");

    browser.awaitTrue(
        "a reason",
        () -> browser.text(".copied").equals("Not copied: it has characters that terminals obey."));
    assertThat(browser.script("return copied === null")).isEqualTo(true);
  }

  @Test
  void cutsNoTimeThatNobodyHasTouched() {
    String times = "since=2026-11-21T10:00:30Z&until=2026-11-21T10:00:45.5Z&tz=UTC";
    viewed.show("#/explore?" + times);
    assertThat(browser.text(".range button"))
        .endsWith("2026-11-21 10:00:30 to 2026-11-21 10:00:45.5");

    browser.one(".range button").click();
    browser.click("button", "Show");
    browser.settle();

    assertThat(browser.hash()).isEqualTo("#/explore?" + times);
  }

  @Test
  void leavesAWayBackFromAFieldThatThereIsNot() {
    viewed.show("#/explore?since=1h&chart=0");
    WebElement field = browser.named("input", "A field to count by, such as data.element");

    field.sendKeys("colour" + Keys.ENTER);
    browser.awaitTrue("a failure", () -> browser.isThere(".facets .failed"));
    browser.complaints(); // the browser notes the status 400
    browser.click("button", "Do not count by colour");
    browser.awaitTrue("the values", () -> !browser.isThere(".facets .failed"));
    browser.settle();
    assertThat(browser.text(".facets")).contains("level", "uid");

    field.sendKeys("event_data.\"path\"" + Keys.ENTER);
    browser.settle();
    browser.click("button", "Do not count by data.path");
    browser.settle();
    assertThat(browser.text(".facets")).doesNotContain("data.path");
    assertThat(browser.hash()).doesNotContain("by=");
  }

  @Test
  void keepsViewsByName() {
    viewed.show("#/explore?since=30d&q=level%3DERROR");

    browser.click("button", "Saved views");
    browser.one(".views .fields input").sendKeys("our errors" + Keys.ENTER);
    browser.press(Keys.ESCAPE);
    viewed.show("#/explore");
    browser.click("button", "Saved views");
    browser.click("a", "our errors");
    browser.settle();

    assertThat(browser.hash()).isEqualTo("#/explore?since=30d&q=level=ERROR");
    browser.click("button", "Saved views");
    browser.click("button", "Forget our errors");
    assertThat(browser.text(".views .menu")).contains("No view is saved");
  }

  private String chartSays() {
    return browser.text(".histogram .says");
  }

  private String listSays() {
    return browser.text(".of-events .says");
  }

  private Map<String, Long> facet(String field) {
    Object values =
        browser.script(
            "return Object.fromEntries([...document.querySelectorAll('.facet')]"
                + ".find(f => f.querySelector('h3').textContent === arguments[0]).querySelectorAll('li').values()"
                + ".map(li => [li.querySelector('.value').textContent, Number(li.querySelector('.n').textContent.replace(',', ''))]))",
            field);
    @SuppressWarnings("unchecked") // as the script makes it
    Map<String, Long> counts = (Map<String, Long>) values;
    return counts;
  }
}
