package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.eventlogger.event.Event;
import dev.eventlogger.server.ClientPages.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the page's callbacks do, each event is received once, or reported as dropped. */
@Timeout(120)
class ClientCallbacksIT extends InChromium {

  private static final String NOT_BEGUN = "{\"init\": false}";

  @Test
  void tellsOnceWhereTheTellingFails() throws Exception {
    for (String fails : List.of("throw 1;", "return Promise.reject(Error('lost'));")) {
      try (ClientPages pages = ClientPages.with(chromium)) {
        pages.open(NOT_BEGUN);
        pages.browser.executeAsyncScript(
            "let told = 0; begin({consent: 'denied', onDrop: (r, n) => { onDrop(r, n); "
                + fails
                + " }}); logger.info('x'); setTimeout(arguments[0], 300);");

        Report report = pages.balanced();
        assertThat(report.dropped()).isEqualTo(Map.of("consent", 1));
      }
    }
  }

  @Test
  void endsWhereWhatIsToldIsLogged() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open(NOT_BEGUN);
      pages.run(
          "begin({consent: 'denied', onDrop: reason => logger.warning('lost: ' + reason)});"
              + " logger.info('x');");

      assertThat(pages.settled().called()).isEqualTo(pages.settled().lost()).isBetween(2, 6);
    }
  }

  @Test
  void endsWhereWhatLooksAtEventsLogs() throws Exception {
    for (String options :
        List.of(
            "{beforeSend: e => { logger.debug('sending'); return e; }}",
            "{store: {open() {}, add() { logger.debug('added'); }, remove() {}, clear() {}}}")) {
      try (ClientPages pages = ClientPages.with(chromium)) {
        pages.open(NOT_BEGUN);
        pages.run("begin(" + options + "); logger.info('x');");

        Report report = pages.balanced();
        assertThat(report.called()).as(options).isBetween(2, 5);
        assertThat(report.dropped()).isEqualTo(Map.of("nested", 1));
      }
    }
  }

  @Test
  void endsWhereAStoreLogsWhatItIsGivenAgain() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open(NOT_BEGUN);
      pages.run(
          "begin({interval: 60000, store: {open() {}, add() { logger.debug('added'); }, remove() {},"
              + " clear() {}}}); logger.info('x'); client.consent('granted');");

      assertThat(pages.balanced().called()).isLessThan(50);
    }
  }

  @Test
  void logsWhatAGetterLogs() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      pages.run("logger.info('x', {get n() { logger.debug('read'); return 7; }});");

      assertThat(pages.balanced().received()).isEqualTo(2);
      assertThat(pages.stored()).extracting(Event::message).containsExactly("read", "x");
    }
  }

  @Test
  void sendsThoughItsStoreFails() throws Exception {
    for (String fails : List.of("throw Error('full')", "return Promise.reject(Error('full'))")) {
      try (ClientPages pages = ClientPages.with(chromium)) {
        pages.open(NOT_BEGUN);
        pages.run(
            "const f = () => { "
                + fails
                + " }; begin({store: {open: f, add: f, remove: f, clear: f}});"
                + " logger.info('one'); logger.info('two');");
        assertThat(pages.balanced().received()).isEqualTo(2);
        pages.run("logger.info('three');");
        assertThat(pages.balanced().received()).isEqualTo(3);
        pages.run("client.consent('denied'); logger.info('four');");
        assertThat(pages.balanced().dropped()).isEqualTo(Map.of("consent", 1));
      }
    }
  }

  @Test
  void sendsNothingOfWhatBeforeSendOnlyPromises() throws Exception {
    for (String returned :
        List.of("(async () => e)()", "Promise.reject(Error('later'))", "true", "'yes'", "[e]")) {
      try (ClientPages pages = ClientPages.with(chromium)) {
        pages.open(NOT_BEGUN);
        pages.browser.executeAsyncScript(
            "begin({beforeSend: e => "
                + returned
                + "}); logger.info('x'); setTimeout(arguments[0], 100);");

        Report report = pages.balanced();
        assertThat(report.dropped()).as(returned).isEqualTo(Map.of("failed", 1));
        assertThat(pages.front.received()).isEmpty();
      }
    }
  }

  @Test
  void sendsWhatBeforeSendLeavesOfAnEvent() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open(NOT_BEGUN);
      pages.run(
          "begin({beforeSend: ({context, ...e}) => e.name == 'log' ? e : e.schema && e});"
              + " logger.info('x'); logger.usage('y'); logger.record('https://example.org/z', 1, {});");

      Report report = pages.balanced();
      assertThat(report.dropped()).isEqualTo(Map.of("before-send", 1));
      assertThat(pages.stored()).extracting(Event::message).containsExactly("x", null);
      assertThat(ClientPages.client(pages.stored().get(0)))
          .containsKeys("page", "seq", "session")
          .doesNotContainKey("path");
    }
  }

  @Test
  void appliesItsOptionsToWhatWasLoggedBeforeThem() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open(NOT_BEGUN);
      pages.run(
          "logger.info('early', {iban: 'DE123', n: 1}); logger.usage('dropped');"
              + " logger.record('https://example.org/x', '1', {iban: 'DE123'});"
              + " begin({mask: /iban/i, params: {app: 'shop'}, session: 's-1', beforeSend: e =>"
              + " e.message == 'dropped' ? null : {...e, message: e.message + '!'}});"
              + " logger.info('late');");

      Report report = pages.balanced();
      assertThat(report.called()).isEqualTo(4);
      assertThat(report.dropped()).isEqualTo(Map.of("before-send", 1));
      List<Event> events = pages.stored();
      assertThat(events)
          .extracting(Event::message, event -> event.data())
          .containsExactly(
              tuple("early!", Map.of("iban", "***", "n", 1, "app", "shop")),
              tuple("undefined!", Map.of("iban", "***")),
              tuple("late!", Map.of("app", "shop")));
      assertThat(events)
          .extracting(event -> ClientPages.client(event).get("seq"))
          .containsExactly(1, 2, 3);
      assertThat(events)
          .extracting(event -> ClientPages.client(event).get("session"))
          .containsOnly("s-1");
      assertThat(pages.server.get("/metrics").body()).contains("eventlog_server_client_gaps 0.0");
    }
  }

  @Test
  void sendsAndStoresNothingOfWhatWasLoggedBeforeItWasToldNotTo() throws Exception {
    for (String options : List.of("{sample: 0}", "{consent: 'denied'}")) {
      try (ClientPages pages = ClientPages.with(chromium)) {
        pages.open(NOT_BEGUN);
        pages.run("logger.info('early'); begin(" + options + ");");

        assertThat(pages.balanced().lost()).isEqualTo(1);
        assertThat(pages.front.received()).isEmpty();
      }
    }
  }
}
