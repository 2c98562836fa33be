package dev.eventlogger.viewer;

import static dev.eventlogger.viewer.Tables.duration;
import static dev.eventlogger.viewer.Tables.number;
import static dev.eventlogger.viewer.Tables.parsed;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

/** The pages of analysis agree with the database, and each of their numbers leads to its events. */
@Timeout(180)
class AnalysisIT {

  private static final String SLOW = "forecast";

  private static Lumen lumen;
  private Browser browser;
  private Tables tables;

  @BeforeAll
  static void open(TestInfo tests) {
    lumen = new Lumen(Kept.of(tests.getTestClass().orElseThrow()));
  }

  @AfterAll
  static void close() {
    if (lumen != null) {
      lumen.close();
    }
  }

  @BeforeEach
  void begin() {
    browser = lumen.browser.sized(Look.WIDE);
    tables = new Tables(browser);
    browser.complaints();
  }

  @AfterEach
  void complainsOfNothing() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void usageSaysHowMuchThereIs() throws Exception {
    lumen.show("usage");

    assertThat(tables.figure("Events")).isEqualTo(number(Lumen.EVENTS));
    assertThat(tables.figure("Users")).isEqualTo(number(lumen.sql("count(DISTINCT uid)", "true")));
    assertThat(tables.figure("Page views"))
        .isEqualTo(number(lumen.sql("count(*)", "event_type = 'VIEW'")));
    assertThat(tables.figure("Sessions"))
        .isEqualTo(number(lumen.events.stream().map(Lumen::session).distinct().count()));
    assertThat(tables.figure("Average load time"))
        .isEqualTo(lumen.sql("round(avg(duration_ms))", "event_type = 'VIEW'") + " ms");
    assertThat(tables.column("By name", "Events"))
        .containsEntry("api", number(lumen.sql("count(*)", "name = 'api'")))
        .containsEntry("view", number(lumen.sql("count(*)", "name = 'view'")));
    assertThat(tables.column("By name", "Users"))
        .containsEntry("search", number(lumen.sql("count(DISTINCT uid)", "name = 'search'")));
    assertThat(tables.column("Top ten statuses", "Events"))
        .containsEntry("200", number(lumen.sql("count(*)", "event_data LIKE '%\"status\":200}%'")));

    tables.link("By name", "search", "Events").click();
    assertThat(browser.one(".histogram")).isNotNull();
    browser.settle();
    assertThat(browser.hash()).startsWith("#/explore?").contains("q=name=search");
    assertThat(browser.text(".histogram .says"))
        .startsWith(number(lumen.sql("count(*)", "name = 'search'")) + " events");
  }

  @Test
  void usageCountsByTwoFieldsWithPercentiles() throws Exception {
    lumen.show("usage?what=p95&by=data.function&then=context.app.version&top=100");

    String of =
        "event_data LIKE '%\"function\":\"runQuery\"%' AND context LIKE '%\"version\":\"2.4.0\"%'";
    double p95 =
        lumen.server.number(
                "SELECT CAST(1000 * percentile_cont(0.95) WITHIN GROUP (ORDER BY duration_ms) AS BIGINT)"
                    + " FROM \"event_logs\" WHERE "
                    + of)
            / 1000.0;
    List<List<String>> rows = tables.rows("By data.function, context.app.version");
    assertThat(rows)
        .filteredOn(row -> row.get(0).equals("runQuery") && row.get(1).equals("2.4.0"))
        .singleElement()
        .satisfies(row -> assertThat(row.get(2)).isEqualTo(number(lumen.sql("count(*)", of))))
        .satisfies(row -> assertThat(row.get(6)).isEqualTo(duration(p95)));
    assertThat(browser.all(".chart .as-table")).isNotEmpty();
  }

  @Test
  void usageComparesWithThePeriodBefore() throws Exception {
    browser.show(lumen.server.page("#/usage?since=7d&tz=UTC&compare=1"));

    String lately = ShownServer.lately(7);
    long now = lumen.sql("count(*)", "name = 'search' AND " + lately);
    long before =
        lumen.sql(
            "count(*)", "name = 'search' AND NOT " + lately + " AND " + ShownServer.lately(14));
    long percent = Math.round(100.0 * (now - before) / before);
    assertThat(tables.column("By name", "Change"))
        .containsEntry(
            "search", percent == 0 ? "±0 %" : (percent > 0 ? "+" : "−") + Math.abs(percent) + " %");
  }

  @Test
  void numbersLeadToNoOtherEventsThanTheyCount() throws Exception {
    String now = Instant.now().toString();
    try (ShownServer server = lumen.another()) {
      server.log(
          List.of(
              event(now, "'event_type':'CLICK','event_data':{'element':'RUN'}"),
              event(now, "'event_type':'CLICK','event_data':{'component':'A','element':'RUN'}"),
              event(now, "'name':'a','level':'ERROR','event_data':{'error':{'hash':'h1'}}"),
              event(now, "'name':'b','level':'ERROR','event_data':{'error':{'hash':'h1'}}"),
              event(now, "'name':'a','level':'ERROR'")));

      browser.show(server.page("#/clicks?since=1h"));
      String clicks = "Clicks by component and element";
      assertThat(tables.rows(clicks)).hasSize(2);
      assertThat(tables.hrefs(clicks, "Clicks"))
          .singleElement()
          .asString()
          .contains("data.component=A", "data.element=RUN");
      browser.show(server.page("#/errors?since=1h"));
      List<String> hrefs = tables.hrefs("Kinds of errors", "Events");
      assertThat(hrefs).hasSize(2).doesNotHaveDuplicates();
      assertThat(hrefs).allMatch(href -> href.contains("h1") && href.contains("name="));
      browser.load("about:blank");
    }
  }

  private static String event(String time, String members) {
    return ("{'created_at':'" + time + "'," + members + "}").replace('\'', '"');
  }

  /** Even if there are more values than an answer may have. */
  @Test
  void chartsShowAllThereIs() {
    lumen.show("usage?by=context.client.session");

    browser.one(".chart .as-table summary").click();
    List<?> totals =
        (List<?>)
            browser.script(
                "return [...document.querySelector('.as-table').querySelectorAll('tbody tr')]"
                    + ".map(r => r.cells[r.cells.length - 1].textContent)");
    assertThat(totals.stream().mapToLong(n -> parsed(n.toString())).sum()).isEqualTo(Lumen.EVENTS);
    assertThat(browser.text(".as-table thead")).endsWith("others Events");
  }

  @Test
  void saysWhereElseToLook() {
    lumen.show("functions?by=data.operation&compare=1");

    assertThat(browser.text("main"))
        .contains("No event here has data.operation.")
        .doesNotContain("Change");
    browser.click("a", "By data.route");
    browser.settle();

    assertThat(browser.hash()).contains("by=data.route");
    assertThat(tables.column("What took how long", "Events"))
        .containsKey("/api/dashboards/<id>/data");
  }

  @Test
  void usageIsTakenAwayAsItIsShown() throws Exception {
    lumen.show("usage?by=name");
    List<List<String>> shown = tables.rows("By name");
    browser.script(
        "window.taken = []; const make = URL.createObjectURL; URL.createObjectURL = b => { b.text().then(t => taken.push(t)); return make.call(URL, b); }");

    tables.card("By name").findElement(By.cssSelector(".tools .has-menu button")).click();
    browser.click("button", "CSV");

    String csv =
        browser.await(
            "the file",
            () ->
                browser.script("return taken[0]") instanceof String text && !text.isEmpty()
                    ? text
                    : null);
    List<String> lines = csv.lines().toList();
    assertThat(lines.get(0)).isEqualTo("name,Events,Users");
    assertThat(lines).hasSize(shown.size() + 1);
    assertThat(lines.get(1))
        .isEqualTo(
            String.join(",", shown.get(0).stream().map(text -> text.replace(",", "")).toList()));
  }

  @Test
  void usersHaveSessionsAndHabits() throws Exception {
    lumen.show("users");
    Map<String, String> most = tables.column("Most active users", "Events");
    String uid = most.keySet().iterator().next();
    assertThat(most).containsEntry(uid, number(lumen.sql("count(*)", "uid = '" + uid + "'")));
    assertThat(tables.column("Two actions in a row", "Times"))
        .containsEntry(
            "RUN_QUERY_BUTTON → runQuery", number(pairs("RUN_QUERY_BUTTON", "runQuery")));

    browser.click("a", uid);
    awaitHeading(uid);

    long sessions =
        lumen.events.stream()
            .filter(e -> uid.equals(e.uid()))
            .map(Lumen::session)
            .distinct()
            .count();
    assertThat(browser.text(".card:has(.sessions) .says"))
        .startsWith(sessions + " sessions in the latest " + most.get(uid) + " events");
    assertThat(browser.text(".sessions li:first-child summary")).matches("(?s).*\\d+ events?.*");
    assertThat(browser.all(".sessions li:first-child .steps li")).isNotEmpty();

    browser.one(".sessions .steps a").click();
    browser.settle();
    assertThat(browser.hash()).startsWith("#/explore?");
    assertThat(browser.one(".of-event .event")).isNotNull();
  }

  private void awaitHeading(String heading) {
    browser.awaitTrue(heading, () -> browser.text("h1").equals(heading));
    browser.settle();
  }

  /** How often somebody did one thing right after another, not counting API calls. */
  private static long pairs(String first, String second) {
    Map<String, List<Event>> sessions =
        lumen.events.stream()
            .filter(e -> !e.name().equals("api"))
            .collect(groupingBy(Lumen::session));
    return sessions.values().stream()
        .mapToLong(
            of ->
                IntStream.range(1, of.size())
                    .filter(
                        i ->
                            first.equals(Lumen.text(of.get(i - 1), "element"))
                                && second.equals(Lumen.text(of.get(i), "function")))
                    .count())
        .sum();
  }

  @Test
  void subjectsHaveAHistory() throws Exception {
    lumen.show("subjects");
    Map<String, String> most = tables.column("Most used subjects", "Events");
    String subject = most.keySet().iterator().next();
    assertThat(most)
        .containsEntry(subject, number(lumen.sql("count(*)", "subject = '" + subject + "'")));

    browser.click("a", subject);
    awaitHeading(subject);

    assertThat(browser.text(".chart")).isNotEmpty();
    assertThat(browser.text(".card .says")).startsWith(most.get(subject) + " events");
    assertThat(
            tables.column("What was done", "Events").values().stream()
                .mapToLong(Tables::parsed)
                .sum())
        .isEqualTo(parsed(most.get(subject)));
    browser.one(".events tbody tr td:nth-child(4)").click();
    browser.settle();
    assertThat(browser.hash()).contains("event=");
    assertThat(browser.text("tr.below .event")).contains(subject);
  }

  @Test
  void functionsSayHowLongTheyTookAndWithWhat() throws Exception {
    lumen.show("functions");

    String of = "event_data LIKE '%\"function\":\"runQuery\"%'";
    assertThat(tables.column("What took how long", "Events"))
        .containsEntry("runQuery", number(lumen.sql("count(*)", of)));
    assertThat(tables.column("What took how long", "Failed"))
        .containsEntry("runQuery", number(lumen.sql("count(*)", of + " AND level = 'WARNING'")));
    double p50 =
        lumen.server.number(
                "SELECT CAST(1000 * percentile_cont(0.5) WITHIN GROUP (ORDER BY duration_ms) AS BIGINT) FROM \"event_logs\" WHERE "
                    + of)
            / 1000.0;
    assertThat(tables.column("What took how long", "p50")).containsEntry("runQuery", duration(p50));

    browser.click("a", SLOW);
    awaitHeading(SLOW);

    assertThat(browser.text(".events thead")).contains("data.inputs", "data.outputs", "Duration");
    assertThat(browser.text(".events tbody tr")).contains("\"model\":");
  }

  @Test
  void errorsSayWhatWasDoneBefore() throws Exception {
    lumen.show("errors");
    Map<String, Long> kinds =
        lumen.events.stream()
            .filter(e -> e.level() == Level.ERROR)
            .collect(groupingBy(AnalysisIT::hash, counting()));
    assertThat(tables.column("Kinds of errors", "Events").values())
        .containsExactlyInAnyOrderElementsOf(kinds.values().stream().map(Tables::number).toList());
    assertThat(browser.all(".spark")).hasSize(kinds.size());

    browser.one(".card:has(.spark) tbody tr a").click();
    assertThat(browser.one(".stack")).isNotNull();
    browser.settle();

    assertThat(browser.text(".stack")).contains("TypeError", "layoutLegend");
    assertThat(tables.column("Count by", "Events")).containsKey("2.4.0");
    List<List<String>> steps = tables.rows("What led to it");
    Event latest =
        lumen.events.stream()
            .filter(e -> e.level() == Level.ERROR && e.message().contains("in chart"))
            .reduce((one, other) -> other)
            .orElseThrow();
    String before =
        lumen.events.stream()
            .filter(e -> Lumen.session(e).equals(Lumen.session(latest)) && !e.name().equals("api"))
            .takeWhile(e -> !e.equals(latest))
            .reduce((one, other) -> other)
            .map(e -> Lumen.text(e, "element") != null ? Lumen.text(e, "element") : "/dashboards/…")
            .orElseThrow();
    assertThat(steps.get(0).get(2)).endsWith(before);
    assertThat(
            tables.rows("What they did right before").stream()
                .mapToLong(row -> parsed(row.get(1)))
                .sum())
        .isEqualTo(steps.size());
  }

  private static String hash(Event error) {
    return ((Map<?, ?>) error.data().get("error")).get("hash").toString();
  }

  @Test
  void clicksSayWhatWasSeenSearchedAndBroken() throws Exception {
    lumen.show("clicks");

    List<List<String>> clicks = tables.rows("Clicks by component and element");
    String of = "event_data LIKE '%\"component\":\"DASHBOARD_PAGE\"%'";
    long filtered = lumen.sql("count(*)", "event_data LIKE '%\"element\":\"FILTER_BUTTON\"%'");
    long views = lumen.sql("count(*)", "event_type = 'VIEW' AND " + of);
    List<String> filter =
        clicks.stream().filter(row -> row.get(1).equals("FILTER_BUTTON")).findFirst().orElseThrow();
    assertThat(filter.subList(2, 3)).containsExactly(number(filtered));
    assertThat(filter.subList(4, 7))
        .containsExactly(
            number(views),
            String.format(Locale.ROOT, "%.2f", (double) filtered / views),
            number(broken("FILTER_BUTTON")));
    assertThat(tables.column("Searches, and what was clicked", "Searches"))
        .containsEntry(
            "revenue",
            number(
                lumen.sql(
                    "count(*)",
                    "name = 'search' AND event_data LIKE '{\"search\":\"revenue\",%'")));
    assertThat(tables.column("Searches, and what was clicked", "Clicks on results"))
        .containsEntry(
            "revenue",
            number(
                lumen.sql(
                    "count(*)",
                    "event_type = 'CLICK' AND event_data LIKE '%\"search\":\"revenue\"%'")));
    assertThat(tables.column("Which place is clicked", "Events"))
        .containsEntry("1", number(lumen.sql("count(*)", "event_data LIKE '%\"position\":1}%'")));
  }

  private static long broken(String element) {
    List<Event> errors = lumen.events.stream().filter(e -> e.level() == Level.ERROR).toList();
    return lumen.events.stream()
        .filter(e -> element.equals(Lumen.text(e, "element")))
        .filter(
            click ->
                errors.stream()
                    .filter(error -> Lumen.session(error).equals(Lumen.session(click)))
                    .map(
                        error ->
                            Duration.between(
                                click.createdAt().truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
                                error
                                    .createdAt()
                                    .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)))
                    .anyMatch(time -> !time.isNegative() && time.toMillis() <= 5_000))
        .count();
  }
}
