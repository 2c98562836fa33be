package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

/** How fast a page was is reported as its user saw it. */
@Timeout(120)
class ClientVitalsIT extends InChromium {

  private static final String COUNTED =
      "Object.defineProperty(performance, 'interactionCount', {get: () => 120});";

  @Test
  void logsHowFastThePageWasWhenItIsLeft() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"interval\": 60000}");
      pages.run("vitals(logger);");
      pages.browser.findElement(By.id("run")).click();
      pages.browser.executeAsyncScript("setTimeout(arguments[0], 100);");
      pages.browser.get("about:blank");

      Event vitals =
          pages.server.await(2).stream()
              .filter(event -> event.name().equals("web-vitals"))
              .findFirst()
              .orElseThrow();
      assertThat(vitals.data()).containsKeys("ttfb", "fcp", "lcp");
    }
  }

  /** Entries as browsers provide them, in place of those of this page. */
  @Test
  void countsOnlyWhatTheUserHasSeenOfThePage() throws Exception {
    assertThat(vitals("", "{fcp: 200, lcp: 300}"))
        .as("nothing has shifted")
        .isEqualTo(Map.of("ttfb", 100, "fcp", 200, "lcp", 300, "cls", 0));
    assertThat(vitals("nav.activationStart = 150;", "{fcp: 200, lcp: 300}"))
        .as("prepared before it was shown")
        .isEqualTo(Map.of("ttfb", 0, "fcp", 50, "lcp", 150, "cls", 0));
    assertThat(vitals("states = [{name: 'hidden', startTime: 0}];", "{fcp: 9000, lcp: 9000}"))
        .as("opened in the background")
        .isEqualTo(Map.of("ttfb", 100, "cls", 0));
    assertThat(vitals("hidden = true;", "{fcp: 9000, lcp: 9000}"))
        .as("in the background now")
        .isEqualTo(Map.of("ttfb", 100, "cls", 0));
    assertThat(vitals(COUNTED, "{slow: [500, 400, 300, 40]}"))
        .as("two of 120 interactions may be slower")
        .isEqualTo(Map.of("ttfb", 100, "inp", 300));
  }

  private Map<String, ?> vitals(String before, String entries) throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      pages.run(
          "let hidden = false, states = []; const nav = {responseStart: 100}, reads = {};"
              + " performance.getEntriesByType = () => [nav];"
              + " window.PerformanceObserver = class {"
              + " static supportedEntryTypes = ['layout-shift'];"
              + " constructor(read) { this.read = read; } takeRecords() { return []; }"
              + " observe({type}) { reads[type] = all => this.read({getEntries: () => all}); } };"
              + before
              + "Object.defineProperty(document, 'hidden', {get: () => hidden, configurable: true});"
              + " vitals(logger); hidden = false; const {fcp, lcp, slow = []} = "
              + entries
              + "; reads['visibility-state'](states); reads.navigation([nav]);"
              + " if (fcp) reads.paint([{name: 'first-contentful-paint', startTime: fcp}]);"
              + " if (lcp) reads['largest-contentful-paint']([{startTime: lcp}]);"
              + " reads.event(slow.map((duration, i) => ({interactionId: i + 1, duration})));"
              + " dispatchEvent(new Event('pagehide'));"
              + " dispatchEvent(new Event('pageshow'));");
      pages.balanced();
      return pages.stored().get(0).data();
    }
  }
}
