package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eventlogger.event.Event;
import dev.eventlogger.server.ClientPages.Report;
import dev.eventlogger.server.FaultyFront.Fault;
import dev.eventlogger.server.FaultyFront.Post;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever fails between a page and the server, each event is in the store once, or reported as
 * dropped.
 */
@Timeout(120)
class ClientDeliveryIT extends InChromium {

  private static final String OFFLINE =
      "const n = i => logger.log('m' + i, {i}); for (let i = 0; i < 10; i++) n(i);";

  @Test
  void sendsTenThousandOfALoopInBatches() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      Object millis =
          pages.run(
              "const t = performance.now();"
                  + " for (let i = 0; i < 10000; i++) logger.info('step', {i, of: 'loop'});"
                  + " return performance.now() - t;");

      Report report = pages.balanced();
      assertThat(report.received()).isEqualTo(10_000);
      assertThat(((Number) millis).doubleValue() / 10_000).as("ms for a call").isLessThan(1);
      assertThat(pages.front.received()).hasSizeLessThan(100);
      assertThat(pages.stored())
          .extracting(event -> ClientPages.client(event).get("seq"))
          .hasSize(10_000)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void dropsWhatMemoryHasNoRoomFor() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"maxWaiting\": 100000}");
      pages.run("for (let i = 0; i < 1000; i++) logger.info('x'.repeat(1000));");

      Report report = pages.balanced();
      assertThat(report.called()).isEqualTo(1000);
      assertThat(report.dropped()).containsOnlyKeys("queue-full");
      assertThat(report.received()).isBetween(50, 100);
    }
  }

  @Test
  void sendsAgainWhatWasNotAnsweredWithSuccess() throws Exception {
    try (ClientPages pages =
        ClientPages.with(
            chromium, Fault.REFUSED, Fault.ANSWERED_WRONGLY, Fault.CUT, Fault.UNAVAILABLE)) {
      pages.open("{}");
      pages.run("for (let i = 0; i < 5; i++) logger.log('m' + i);");

      assertThat(pages.balanced().received()).isEqualTo(5);
      assertThat(pages.front.received()).hasSize(5);
    }
  }

  @Test
  void comesAgainNoSoonerThanItIsAsked() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium, Fault.TOO_SOON)) {
      pages.open("{}");
      pages.run("logger.log('first'); setTimeout(() => logger.log('second'), 200);");
      pages.run("dispatchEvent(new Event('online'));");

      assertThat(pages.balanced().received()).isBetween(1, 2);
      List<Post> posts = pages.front.received();
      assertThat(posts.get(1).at() - posts.get(0).at()).isGreaterThan(1_000_000_000L);
    }
  }

  @Test
  void sendsLessAtATimeWhereTheServerTakesLess() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.front.limit(4000);
      pages.open("{}");
      pages.run(
          "for (let i = 0; i < 40; i++) logger.log('m' + i);"
              + " logger.log('x'.repeat(5000)); logger.log('last');");

      Report report = pages.balanced();
      assertThat(report.received()).isEqualTo(41);
      assertThat(report.dropped()).isEqualTo(Map.of("too-large", 1));
    }
  }

  @Test
  void sendsMoreAtATimeAgainWhenTheServerTakesIt() throws Exception {
    try (ClientPages pages =
        ClientPages.with(chromium, Collections.nCopies(6, Fault.TOO_LARGE).toArray(Fault[]::new))) {
      pages.open("{\"interval\": 1}");
      pages.run("for (let i = 0; i < 64; i++) logger.log('m' + i);");
      assertThat(pages.balanced().received()).isEqualTo(64);
      int before = pages.front.received().size();
      assertThat(before).as("6 refused, then 1, 2, 2, 2, 3, 4, …").isLessThan(6 + 24);
      pages.run("for (let i = 0; i < 64; i++) logger.log('n' + i);");

      assertThat(pages.balanced().received()).isEqualTo(128);
      assertThat(pages.front.received().size() - before).isLessThan(8);
    }
  }

  @Test
  void comesAgainNoSoonerThanAtTheTimeThatItIsTold() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium, Fault.TOO_SOON_BY_DATE)) {
      pages.open("{}");
      pages.run("logger.log('first');");

      assertThat(pages.balanced().received()).isEqualTo(1);
      List<Post> posts = pages.front.received();
      assertThat(posts.get(1).at() - posts.get(0).at()).isGreaterThan(1_000_000_000L);
    }
  }

  @Test
  void waitsNoLessWhereThePageSaysAgainThatItHasConsent() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.front.become(Fault.UNAVAILABLE);
      pages.open("{}");
      pages.browser.executeAsyncScript(
          "logger.log('m'); const timer = setInterval(() => client.consent('granted'), 20);"
              + " setTimeout(() => { clearInterval(timer); arguments[0](); }, 1500);");
      assertThat(pages.front.received()).hasSizeBetween(1, 12);
      pages.front.become(Fault.NONE);

      assertThat(pages.balanced().received()).isEqualTo(1);
    }
  }

  @Test
  void sendsOnlyWhenItIsAskedWhereItGathersForEver() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"init\": false}");
      for (String interval : List.of("Infinity", "3e9")) {
        pages.open("{\"init\": false}");
        pages.browser.executeAsyncScript(
            "begin({interval: "
                + interval
                + "}); logger.log('m'); client.flush(); setTimeout(() => logger.log('waits'), 100);"
                + " setTimeout(arguments[0], 300);");
        assertThat(pages.run("return client.report().waiting;")).isEqualTo(1L);
        assertThat(pages.settled().received()).isEqualTo(2);
      }
      assertThat(pages.front.received()).hasSize(4);
    }
  }

  @Test
  void addsItsKeyToAnAddressWithAQuery() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"init\": false}");
      pages.run(
          "window.asked = []; const real = fetch; window.fetch = (url, all) => {"
              + " asked.push(url); return real('/v1/events', all); };"
              + " begin({url: new URL('/v1/events?tenant=1', location), key: 'k&1'});"
              + " logger.log('m');");

      pages.balanced();
      assertThat(pages.run("return asked.join();"))
          .isEqualTo(pages.front.uri() + "/v1/events?tenant=1&key=k%261");
    }
  }

  @Test
  void tellsWhatTheServerRefuses() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      pages.run("logger.log('good'); logger.log('bad', {}, 'event-read'); logger.log('good');");

      Report report = pages.balanced();
      assertThat(report.received()).isEqualTo(2);
      assertThat(report.dropped()).isEqualTo(Map.of("invalid", 1));
    }
  }

  @Test
  void waitsForASlowServerAndGivesUpOnOneThatHangs() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium, Fault.SLOW, Fault.HANGS)) {
      pages.open("{\"timeout\": 2000}");
      pages.run("logger.log('slow');");
      assertThat(pages.settled().received()).isEqualTo(1);
      pages.run("logger.log('hangs');");

      assertThat(pages.balanced().received()).isEqualTo(2);
      assertThat(pages.front.received()).hasSize(3);
    }
  }

  @Test
  void sendsWhatWasLoggedOfflineWhenThereIsANetworkAgain() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      network(pages, true);
      pages.run(OFFLINE);
      pages.browser.executeAsyncScript("client.flush().then(arguments[0]);");
      assertThat(pages.front.received()).isEmpty();
      network(pages, false);

      assertThat(pages.balanced().received()).isEqualTo(10);
    }
  }

  private static void network(ClientPages pages, boolean isOffline) {
    pages.browser.executeCdpCommand("Network.enable", Map.of());
    pages.browser.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline", isOffline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  @Test
  void tellsWhatABlockerKeepsBackAndTheServerMissesIt() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"maxAge\": 300}");
      pages.run("logger.log('before');");
      pages.settled();
      blocked(pages, List.of("*/v1/events*"));
      pages.run(OFFLINE);
      pages.settled();
      blocked(pages, List.of());
      pages.run("logger.log('after');");

      Report report = pages.balanced();
      assertThat(report.received()).isEqualTo(2);
      assertThat(report.dropped()).isEqualTo(Map.of("expired", 10));
      assertThat(pages.server.get("/metrics").body()).contains("eventlog_server_client_gaps 10.0");
    }
  }

  private static void blocked(ClientPages pages, List<String> urls) {
    pages.browser.executeCdpCommand("Network.enable", Map.of());
    pages.browser.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", urls));
  }

  @Test
  void setsAWrongClockRight() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      pages.run(
          "const right = Date.now; Date.now = () => right() - 3 * 86400e3; logger.log('late');");

      pages.balanced();
      Event event = pages.stored().get(0);
      assertThat(event.createdAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
      assertThat(Instant.parse(String.valueOf(ClientPages.client(event).get("time"))))
          .isBefore(Instant.now().minus(2, ChronoUnit.DAYS));
    }
  }

  @Test
  void keepsTwoTabsApart() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"store\": true}");
      pages.run("for (let i = 0; i < 50; i++) logger.log('m' + i);");
      String first = pages.openTab("{\"store\": true}");
      pages.run("for (let i = 0; i < 50; i++) logger.log('m' + i);");

      assertThat(pages.settled().received()).isGreaterThanOrEqualTo(50);
      pages.closeTab(first);
      assertThat(pages.settled().received()).isGreaterThanOrEqualTo(50);
      List<Event> events = pages.stored();
      assertThat(events).hasSize(100);
      assertThat(events)
          .extracting(event -> ClientPages.client(event).get("page"))
          .satisfies(all -> assertThat(Set.copyOf(all)).hasSize(2));
    }
  }
}
