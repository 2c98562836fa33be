package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.JsonText;
import dev.eventlogger.viewer.Viewing.Viewed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What leads to what: steps, sessions, kinds of errors, and values that no condition reaches. */
@ExtendWith(Viewing.class)
@Timeout(120)
class StepsIT {

  private final Instant now = Instant.now();
  private final List<String> lines = new ArrayList<>();

  private Browser browser;
  private ShownServer server;

  @BeforeEach
  void begin(Viewed viewed) {
    browser = viewed.browser();
    browser.sized(Look.WIDE);
    browser.complaints();
    server = viewed.another();
  }

  @AfterEach
  void end() {
    List<String> complaints = browser.complaints();
    browser.load("about:blank");
    server.close();
    assertThat(complaints).isEmpty();
  }

  private void event(Duration back, String name, Map<String, Object> more) {
    Map<String, Object> event = new LinkedHashMap<>(more);
    event.put("name", name);
    event.put("created_at", now.minus(back).toString());
    lines.add(JsonText.of(event));
  }

  private void show(String hash) throws Exception {
    server.log(lines);
    browser.show(server.page(hash));
  }

  @Test
  void knowsWhatWasDoneBeforeManyCalls() throws Exception {
    Map<String, Object> error = Map.of("hash", "h1");
    event(
        Duration.ofMinutes(5),
        "click",
        Map.of("uid", "ada", "event_type", "CLICK", "event_data", Map.of("element", "RUN")));
    for (int i = 0; i < 80; i++) {
      event(Duration.ofMinutes(4), "api", Map.of("uid", "ada", "event_type", "API"));
    }
    event(
        Duration.ofMinutes(1),
        "error",
        Map.of("uid", "ada", "level", "ERROR", "event_data", Map.of("error", error)));

    show("#/errors?since=1h&kind=hash:h1");

    assertThat(texts("What they did right before")).containsExactly("RUN", "1");
    assertThat(texts("What led to it")).endsWith("RUN");
  }

  @Test
  void leadsToASessionByTheFieldThatHasIt() throws Exception {
    for (String element : List.of("OPEN", "RUN", "SHARE")) {
      event(
          Duration.ofMinutes(lines.isEmpty() ? 9 : 8 - lines.size()),
          "click",
          Map.of(
              "event_type", "CLICK",
              "event_data", Map.of("element", element),
              "context", Map.of("session", "s1")));
    }

    show("#/users?since=1h&tz=UTC");
    assertThat(texts("Three actions in a row")).startsWith("OPEN → RUN → SHARE", "1");
    assertThat(
            browser.script(
                "return performance.getEntriesByType('resource').filter(e => e.name.includes('limit=5000')).every(e => e.name.includes('fields='))"))
        .isEqualTo(true);

    browser.click("a", "1");
    browser.one(".histogram");
    browser.settle();
    assertThat(browser.hash()).contains("q=context.session=s1");
    assertThat(browser.all(".events tbody tr")).hasSize(3);
  }

  @Test
  void countsRareKindsOfErrorsOnBusyDays() throws Exception {
    Duration today = Duration.ofMinutes(1);
    for (int i = 0; i < 60; i++) {
      for (int times = 0; times < (i < 49 ? 3 : 2); times++) {
        error(today, "busy-" + i);
      }
    }
    for (int times = 0; times < 20; times++) {
      error(Duration.ofDays(3), "rare");
      error(Duration.ofDays(3), "gone");
    }
    error(today, "rare");

    show("#/errors?since=7d&tz=UTC");

    @SuppressWarnings("unchecked") // texts
    List<String> trends =
        (List<String>)
            browser.script(
                "return [...document.querySelectorAll('tr:has(.spark)')].map(r => r.cells[0].textContent.trim() + ': ' + r.querySelector('.spark').getAttribute('aria-label'))");
    assertThat(trends)
        .contains(
            "rare: 8 days, at most 20 a day, 1 on the last",
            "gone: 8 days, at most 20 a day, 0 on the last");
  }

  private void error(Duration back, String hash) {
    event(
        back,
        "error",
        Map.of(
            "level",
            "ERROR",
            "message",
            hash,
            "event_data",
            Map.of("error", Map.of("hash", hash))));
  }

  @Test
  void offersNoConditionThatHoldsForNoEvent() throws Exception {
    event(
        Duration.ofMinutes(1),
        "import",
        Map.of(
            "event_data",
            Map.of(
                "rows", List.of(Map.of("id", 1, "in", Map.of("a", 2))),
                "matrix", List.of(List.of(7)),
                "tags", List.of("new"),
                "inner", Map.of("n", 5))));
    show("#/explore?since=1h&chart=0");
    browser.one(".events tbody tr").click();
    browser.one(".event .tree");

    List<?> links =
        (List<?>)
            browser.script(
                "return [...document.querySelectorAll('.event .tree[aria-label=Data] .actions a:first-child')].map(a => new URLSearchParams(a.hash.split('?')[1]).get('q'))");

    assertThat(links).hasSize(2);
    assertThat(links.toString()).contains("data.tags=new", "data.inner.n=5");
    assertThat(browser.text(".event .tree")).contains("rows", "matrix", "id");
  }

  @Test
  void comparesUsersOnlyWhereDaysMeet() throws Exception {
    for (int day = 0; day < 14; day++) {
      for (int user = 0; user <= day; user++) {
        event(Duration.ofHours(24 * day + 1), "visit", Map.of("uid", "u" + user));
      }
    }
    show("#/usage?what=users&since=7d&tz=UTC&compare=1");
    browser.one(".chart .as-table summary").click();
    assertThat(texts(".as-table thead")).contains("Period before");
    // Each day before had seven users more.
    Object differences =
        browser.script(
            "return [...document.querySelectorAll('.chart .as-table tbody tr')].map(r => parseInt(r.cells[2].textContent) - parseInt(r.cells[1].textContent)).slice(1, -1)");
    assertThat((List<?>) differences).isNotEmpty().allMatch(n -> n.equals(7L));

    browser.show(server.page("#/usage?what=users&since=14d&each=month&tz=UTC&compare=1"));
    browser.one(".chart .as-table summary").click();
    assertThat(texts(".as-table thead")).doesNotContain("Period before");
  }

  /** The cells of a card, by its title, or of what a selector finds. */
  private List<String> texts(String where) {
    Object texts =
        browser.script(
            "const where = arguments[0]; const root = where.startsWith('.') ? document.querySelector('.chart ' + where)"
                + " : [...document.querySelectorAll('.card')].find(c => c.querySelector('h2').textContent === where).querySelector('tbody');"
                + " return [...root.querySelectorAll('th, td')].map(c => c.textContent.trim())",
            where);
    return ((List<?>) texts).stream().map(String::valueOf).toList();
  }
}
