package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.viewer.Viewing.Viewed;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is asked, given up, or fails is said, and nothing old is shown for it. */
@ExtendWith(Viewing.class)
@Timeout(120)
class AnswersIT {

  private Viewed viewed;
  private Browser browser;

  @BeforeEach
  void begin(Viewed viewing) {
    viewed = viewing;
    browser = viewed.browser();
    browser.sized(Look.WIDE);
    browser.complaints();
  }

  @Test
  void saysTheSameFailureAloudOnce() {
    viewed.show("#/explore?since=1h&chart=0");
    browser.script(
        "window.asked = 0; const real = window.fetch; window.fetch = (url, options) => String(url).includes('/events')"
            + " ? (asked++, Promise.resolve(new Response('{}', { status: 503 }))) : real(url, options);");
    browser.click("button", "Refresh");
    browser.awaitTrue("a failure", () -> browser.isThere(".of-events .failed"));
    assertThat(browser.isThere(".of-events .failed[role=alert]")).isTrue();

    for (long asked = 1; asked < 3; asked++) {
      browser.one(".of-events .failed button").click();
      long before = asked;
      browser.awaitTrue(
          "another failure",
          () ->
              ((Number) browser.script("return asked")).longValue() > before
                  && browser.isThere(".of-events .failed"));
      assertThat(browser.isThere(".of-events [role=alert]")).isFalse();
    }
  }

  @Test
  void saysThatTheServerIsGoneAndAsksAgain() {
    viewed.show("#/explore?since=all");
    browser.command("Network.enable", Map.of());
    browser.command(
        "Network.emulateNetworkConditions",
        Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
    try {
      browser.click("button", "Refresh");
      browser.awaitTrue("failures", () -> browser.all(".state.failed").size() == 3);
      assertThat(browser.text(".of-events .state.failed"))
          .contains("The server does not answer.", "Ask again");
    } finally {
      browser.command(
          "Network.emulateNetworkConditions",
          Map.of("offline", false, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }
    browser.one(".of-events .state.failed button").click();
    browser.awaitTrue("the events", () -> browser.all(".events tbody tr").size() == 100);
    assertThat(browser.all(".state.failed")).hasSize(2);
    browser.complaints(); // the browser notes what it could not load
  }

  @Test
  void asksTwoAtATimeAndFirstWhatIsFoundSoon() {
    viewed.show("#/start?since=all");
    browser.script(
        """
        window.order = []; window.running = 0; window.most = 0; const real = window.fetch;
        window.fetch = (url, options) => {
          if (!String(url).includes('/api/log/')) return real(url, options);
          order.push(decodeURIComponent(url)); most = Math.max(most, ++running);
          return real(url, options).finally(() => running--);
        };
        location.hash = '#/usage?since=all';
        """);
    browser.awaitTrue(
        "all that the page asks for", () -> number("return order.length") > 10 && isSettled());
    assertThat(number("return most")).isEqualTo(2);
    assertThat(number("return order.findIndex(url => /(data|context)[.]|measure=/.test(url))"))
        .isGreaterThan(3);

    browser.script("order = []; location.hash = '#/explore?since=all';");
    browser.awaitTrue("Explore", () -> number("return order.length") > 2 && isSettled());
    assertThat(browser.script("return order[0]").toString()).contains("/api/log/events");
  }

  @Test
  void neverAsksWhatWasGivenUpBeforeItsTurn() {
    viewed.show("#/start?since=all");
    // All are held back, so that two are asked and the others wait.
    browser.script(
        """
        window.order = []; const real = window.fetch;
        window.fetch = (url, options) => {
          if (!String(url).includes('/api/log/')) return real(url, options);
          order.push(String(url));
          return new Promise((_, no) => options.signal.addEventListener('abort', () => no(new DOMException('', 'AbortError'))));
        };
        location.hash = '#/usage?since=7d';
        """);
    browser.awaitTrue("two questions", () -> number("return order.length") == 2);
    browser.script("location.hash = '#/errors?since=7d';");
    browser.awaitTrue("those of the next page", () -> number("return order.length") == 4);

    assertThat(number("return new Set(order).size")).isEqualTo(4);
    browser.load("about:blank");
  }

  private long number(String script) {
    return ((Number) browser.script(script)).longValue();
  }

  private boolean isSettled() {
    return !browser.isThere("[aria-busy=true], .waiting");
  }

  @Test
  void givesUpAnAnswerThatNobodyWaitsFor() {
    viewed.show("#/explore?since=all");
    // Answers are held back in the page: no server is slow on demand.
    browser.script(
        "const real = window.fetch; window.held = 0; window.fetch = (url, options) => String(url).includes('/facets')"
            + " ? new Promise((_, no) => { held++; options.signal.addEventListener('abort', () => { held--; no(new DOMException('', 'AbortError')); }); })"
            + " : real(url, options);");
    browser.click("button", "Refresh");
    browser.awaitTrue("a way out", () -> browser.isThere(".facets .waiting button"));
    assertThat(browser.all(".events tbody tr")).hasSize(100);

    browser.one(".facets .waiting button").click();
    browser.awaitTrue("that it was given up", () -> browser.text(".facets").contains("Cancelled."));
    assertThat(browser.script("return held")).isEqualTo(0L);
  }

  @Test
  void showsNoOldNumbersUnderANewTime() {
    viewed.show("#/usage?since=all&tz=UTC");
    String all = browser.text(".card:has(.chart) .says");
    assertThat(all).startsWith("2,000 events");
    hold("/usage");

    browser.script("location.hash = '#/usage?since=24h&tz=UTC'");
    browser.awaitTrue("a way out", () -> browser.isThere(".card:has(.chart) .waiting button"));
    // What is still there is dimmed, and leads where it led.
    assertThat(browser.all(".card-head .says")).isEmpty();
    assertThat(browser.all(".stale .figures a")).isNotEmpty();
    assertThat(
            browser.script(
                "return [...document.querySelectorAll('.stale a')].every(a => a.hash.includes('since=all') || a.hash.includes('until='))"))
        .isEqualTo(true);

    browser.script("[...document.querySelectorAll('.waiting button')].forEach(b => b.click())");
    browser.awaitTrue("that it was given up", () -> !browser.isThere(".waiting"));
    assertThat(browser.text("main")).contains("Cancelled.");
    assertThat(browser.isThere("main table, main canvas, main .figures")).isFalse();
  }

  /** Answers are held back in the page: no server is slow on demand. */
  private void hold(String path) {
    browser.script(
        "const path = arguments[0], real = window.fetch; window.fetch = (url, options) => String(url).includes(path)"
            + " ? new Promise((_, no) => options.signal.addEventListener('abort', () => no(new DOMException('', 'AbortError')))) : real(url, options);",
        path);
  }

  @Test
  void saysThatThePeriodBeforeDidNotAnswer() {
    viewed.show("#/usage?since=24h&tz=UTC");
    browser.script(
        "const real = window.fetch; window.fetch = (url, options) => String(url).includes('until=')"
            + " ? Promise.resolve(new Response('{}', { status: 504 })) : real(url, options);");

    browser.named("input", "Compare with the period before").click();
    browser.settle();

    assertThat(browser.text(".card:has(.chart) .says"))
        .contains("the period before did not answer");
    assertThat(browser.all(".card .says").get(2).getText())
        .contains("the period before did not answer");
    browser.script("location.hash = '#/explore?since=24h&tz=UTC&compare=1'");
    browser.awaitTrue("the chart", () -> browser.isThere(".histogram .canvas"));
    browser.settle();
    assertThat(browser.text(".histogram .says")).contains("the period before did not answer");
  }
}
