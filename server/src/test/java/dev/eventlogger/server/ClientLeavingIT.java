package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.server.ClientPages.Report;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.WebDriverException;

/** However a page ends, no more is lost than docs/client.md says. */
@Timeout(120)
class ClientLeavingIT extends InChromium {

  @Test
  void losesNothingWhenATabIsClosed() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      String before = pages.openTab("{\"interval\": 60000}");
      pages.run("for (let i = 0; i < 20; i++) logger.log('m' + i);");
      pages.closeTab(before);

      pages.server.await(20);
      assertThat(pages.stored()).hasSize(20);
    }
  }

  @Test
  void countsOnWhenThePageComesBack() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"interval\": 60000}");
      pages.run(
          "addEventListener('pageshow', e => window.isBack = e.persisted);"
              + " for (let i = 0; i < 10; i++) logger.log('m' + i);");
      pages.browser.get(pages.front.uri() + "/empty");
      pages.server.await(10);
      pages.browser.navigate().back();
      boolean isBack = Boolean.TRUE.equals(pages.run("return window.isBack;"));
      pages.run("logger.log('back');");

      if (isBack) {
        assertThat(pages.balanced().called()).isEqualTo(11);
      } else {
        assertThat(pages.settled().called()).isEqualTo(1);
      }
      List<Event> events = pages.stored();
      assertThat(events).hasSize(11);
      assertThat(events)
          .extracting(event -> event.context().get("source_id"))
          .doesNotHaveDuplicates();
      System.out.println("[INFO] the page came from the browser's cache: " + isBack);
    }
  }

  @Test
  void losesAtMostWhatWasNotAnsweredWhenAPageCrashes() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      String before = pages.openTab("{\"interval\": 60000}");
      pages.run("for (let i = 0; i < 10; i++) logger.log('m' + i);");
      pages.settled();
      pages.run("for (let i = 10; i < 15; i++) logger.log('m' + i);");
      crash(pages, before);

      assertThat(pages.stored()).hasSizeBetween(10, 15);
    }
  }

  @Test
  void sendsFromAnotherPageWhatACrashedOneHasStored() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      String before = pages.openTab("{\"interval\": 60000, \"store\": true}");
      pages.run("for (let i = 0; i < 15; i++) logger.log('m' + i);");
      pages.browser.executeAsyncScript(
          "const said = arguments[0]; const opened = indexedDB.open('event-logger');"
              + " opened.onsuccess = () => { const look = () => {"
              + " const count = opened.result.transaction('events').objectStore('events').count();"
              + " count.onsuccess = () => count.result == 15 ? said() : look(); }; look(); };");
      crash(pages, before);
      pages.open("{\"store\": true}");
      pages.server.await(15);

      Report report = pages.balanced();
      assertThat(report.restored()).isEqualTo(15);
      assertThat(report.called()).isZero();
    }
  }

  private static void crash(ClientPages pages, String then) {
    try {
      pages.browser.executeCdpCommand("Page.crash", Map.of());
    } catch (WebDriverException expected) {
      // The driver complains that the page is gone.
    }
    pages.browser.switchTo().window(then);
  }

  /** A beacon takes 64 KiB, which is also the limit for all beacons in flight together. */
  @Test
  void handsOverWhatFitsWhenThePageMayEndAndSendsTheRestWhenItDoesNot() throws Exception {
    for (List<Integer> bursts : List.of(List.of(70), Collections.nCopies(4, 30))) {
      try (ClientPages pages = ClientPages.with(chromium)) {
        pages.open("{\"interval\": 60000}");
        pages.run(
            "const bursts = "
                + bursts
                + "; const real = navigator.sendBeacon.bind(navigator);"
                + " window.beacons = []; navigator.sendBeacon = (u, b) => {"
                + " const is = real(u, b); beacons.push([b.length, is]); return is; };"
                + " dispatchEvent(new Event('pagehide'));"
                + " for (const kb of bursts) for (let i = 0; i < kb; i++)"
                + " logger.log('x'.repeat(700) + i);"
                + " document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));"
                + " dispatchEvent(new Event('pageshow'));");

        int all = bursts.stream().mapToInt(Integer::intValue).sum();
        assertThat(pages.balanced().received()).isEqualTo(all);
        assertThat((Long) pages.run("return beacons.filter(b => b[1]).length;")).isPositive();
        assertThat((Long) pages.run("return beacons.filter(b => !b[1]).length;")).isPositive();
      }
    }
  }

  /** Events of 20,000 characters, of which three fit, followed by small ones. */
  @Test
  void handsOverWhatIsSmallThoughWhatIsBeforeItIsTooLarge() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"interval\": 60000}");
      Object handed =
          pages.run(
              "let handed = 0; navigator.sendBeacon = (u, b) => {"
                  + " handed += JSON.parse(b).events.length; return true; };"
                  + " const text = 'x'.repeat(8000);"
                  + " for (let i = 0; i < 4; i++) logger.log(text, {a: text, b: text.slice(4000)});"
                  + " for (let i = 0; i < 10; i++) logger.log('m' + i);"
                  + " dispatchEvent(new Event('pagehide')); dispatchEvent(new Event('pageshow'));"
                  + " return handed;");

      assertThat(handed).isEqualTo(13L);
      assertThat(pages.balanced().received()).isEqualTo(14);
    }
  }
}
