package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.Level;
import dev.eventlogger.server.ClientPages.Report;
import dev.eventlogger.server.FaultyFront.ShownPage;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.Keys;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What pages log with our client is what they passed to it, or what they showed. */
@Timeout(120)
class ClientPageIT extends InChromium {

  private static final String STRICT =
      "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  @BeforeEach
  void forgetComplaints() {
    chromium.complaints();
  }

  @Test
  void takesTheCallsOfDatagroksLogger() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      pages.run(
          "const own = new client.Logger(m => m.params['persistent'] = 'value');"
              + " own.log('HELLO WORLD', {test: 'value', foo: 'bar'});"
              + " own.log('HELLO WORLD', {}, 'my_log'); own.error('Error!', 'at f (app.js:1)');"
              + " client.identify(7); own.audit('shared'); own.usage('opened');"
              + " own.with({view: 3}, 'view:3').warning('w'); own.debug('d');");

      pages.balanced();
      List<Event> events = pages.stored();
      assertThat(events)
          .extracting(Event::name, Event::level, Event::message)
          .containsExactly(
              tuple("log", Level.INFO, "HELLO WORLD"),
              tuple("my_log", Level.INFO, "HELLO WORLD"),
              tuple("error", Level.ERROR, "Error!"),
              tuple("audit", Level.INFO, "shared"),
              tuple("usage", Level.USAGE, "opened"),
              tuple("log", Level.WARNING, "w"),
              tuple("log", Level.DEBUG, "d"));
      assertThat(events.get(0).data())
          .isEqualTo(Map.of("test", "value", "foo", "bar", "persistent", "value"));
      assertThat(JsonReader.asObject(events.get(2).data().get("error")))
          .containsEntry("stack_trace", "at f (app.js:1)");
      assertThat(ClientPages.client(events.get(3))).containsEntry("uid", "7");
      assertThat(events.get(5).subject()).isEqualTo("view:3");
      assertThat(events.get(5).data()).isEqualTo(Map.of("view", 3, "persistent", "value"));
    }
  }

  @Test
  void takesTheCallsOfQuerybooksPages() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"params\": {\"app\": \"querybook\"}}");
      pages.run(
          "logger.trackView('ADHOC_QUERY', 'RESULTS', {rows: 12});"
              + " logger.trackClick({component: 'ADHOC_QUERY', element: 'RUN', aux: {rows: 12}});"
              + " logger.record('https://example.org/run', '1', {cell: 7});"
              + " const done = logger.time('query'); done({rows: 7});");

      pages.balanced();
      List<Event> events = pages.stored();
      assertThat(events)
          .extracting(Event::type)
          .containsExactly(EventType.VIEW, EventType.CLICK, null, null);
      assertThat(events.get(1).data())
          .isEqualTo(
              Map.of(
                  "app", "querybook",
                  "path", "/page",
                  "component", "ADHOC_QUERY",
                  "element", "RUN",
                  "aux", Map.of("rows", 12)));
      assertThat(events.get(2).schema()).hasToString("https://example.org/run version 1");
      assertThat(events.get(2).data()).isEqualTo(Map.of("cell", 7));
      assertThat(events.get(3).name()).isEqualTo("query");
      assertThat(events.get(3).duration()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
    }
  }

  @Test
  void logsWhichPagesAreShownAndOnlyTheParametersThatAreAllowed() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      // In a tab of its own: if the history is full after many tests, it goes back too far.
      String before = pages.openTab("{\"views\": true, \"urlParams\": [\"tab\"]}");
      pages.run(
          "history.pushState({}, '', '/orders?tab=2&token=secret');"
              + " history.pushState({}, '', '/orders?tab=2&token=other');"
              + " location.hash = '#/invoices?token=secret';");
      pages.run("setTimeout(() => history.go(-2));");
      pages.await("return location.search + location.hash;", "?tab=2&token=secret");

      pages.balanced();
      assertThat(pages.stored())
          .extracting(event -> event.data().get("path"))
          .containsExactly("/page", "/orders?tab=2", "/orders?tab=2#/invoices", "/orders?tab=2");
      pages.closeTab(before);
    }
  }

  @Test
  void logsNoRouteThatIsTheAnswerOfALogin() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"views\": true}");
      pages.run(
          "for (const hash of ['#/access_token=eyJx&state=1', '#/orders', '#/id_token=eyJx',"
              + " '#/orders;code=eyJx', '#!/a&code=eyJx', '#access_token=eyJx', '#/code/x=eyJx'])"
              + " history.pushState({}, '', hash);");

      pages.balanced();
      assertThat(pages.stored())
          .extracting(event -> event.data().get("path"))
          .containsExactly(
              "/page", "/page#/orders", "/page", "/page#/orders", "/page#!/a", "/page");
    }
  }

  @Test
  void logsClicksByTheirNamesAndNeverByText() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      for (String button : List.of("run", "other", "masked")) {
        pages.browser.findElement(By.id(button)).click();
      }

      pages.balanced();
      assertThat(pages.stored())
          .extracting(Event::type, event -> event.data())
          .containsExactly(
              tuple(
                  EventType.CLICK,
                  Map.of("path", "/page", "component", "ORDERS", "element", "RUN")),
              tuple(EventType.CLICK, Map.of("path", "/page", "element", "***")));
      assertThat(pages.stored().toString()).doesNotContain("Ada").doesNotContain("70,000");
    }
  }

  @Test
  void logsErrorsThatNobodyCaughtAndNoneForEver() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      pages.browser.executeAsyncScript(
          "fails('bad'); rejects('worse');"
              + " setTimeout(() => { for (let i = 0; i < 150; i++) fails('again'); }, 50);"
              + " setTimeout(arguments[0], 200);");

      Report report = pages.balanced();
      assertThat(report.dropped()).isEqualTo(Map.of("error-loop", 52));
      assertThat(pages.stored()).hasSize(100);
      Event first = pages.stored().get(0);
      assertThat(first.message()).isEqualTo("bad");
      assertThat(JsonReader.asObject(first.data().get("error")))
          .containsEntry("type", "TypeError")
          .containsKey("stack_trace");
      assertThat(pages.stored()).extracting(Event::message).contains("worse", "again");
    }
  }

  @Test
  void throwsNothingIntoThePageWhateverItIsCalledWith() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      Object called =
          pages.run(
              "const cycle = {}; cycle.self = cycle; cycle.list = [cycle];"
                  + " const evil = new Proxy({}, {get() { throw 1; }, ownKeys() { throw 2; },"
                  + " has() { throw 3; }, getPrototypeOf() { throw 4; }});"
                  + " const getter = {get boom() { throw 5; }, toString() { throw 6; }};"
                  + " let deep = {}; for (let i = 0; i < 1e5; i++) deep = {deep};"
                  + " const wide = Object.fromEntries(Array(1e5).fill().map((_, i) => ['k' + i, i]));"
                  + " const endless = {*[Symbol.iterator]() { for (;;) yield 1; }};"
                  + " const all = [undefined, null, 0n, Symbol('s'), NaN, -0, '', '\\ud800',"
                  + " 'x'.repeat(1e7), document.body, window, cycle, evil, getter, deep, wide,"
                  + " endless, () => { throw 7; }, new Map([[cycle, evil]]), new Date(NaN),"
                  + " new Uint8Array(1e6), Object.create(null), {toJSON() { throw 8; }},"
                  + " {toJSON() { return this; }}, JSON.parse('{\"__proto__\": {\"a\": 1}}'), Error];"
                  + " let count = 0; const says = [];"
                  + " for (const it of all) for (const call of [() => logger.log(it, it, it),"
                  + " () => logger.error(it, it, it), () => logger.trackView(it, it, it),"
                  + " () => logger.trackClick(it), () => logger.record(it, it, it),"
                  + " () => logger.time(it)(it), () => new client.Logger(it, it).info(it, it),"
                  + " () => logger.with(it, it).usage(it, it, it)])"
                  + " { try { count++; call(); } catch (e) { says.push(String(e)); } }"
                  + " for (const it of all) for (const call of [() => client.identify(it),"
                  + " () => client.init(it), () => logger.log('as anybody')])"
                  + " { try { call(); } catch (e) { says.push(String(e)); } }"
                  + " return JSON.stringify({says, count: count + all.length});");

      Report report = pages.balanced();
      assertThat(called).isEqualTo("{\"says\":[],\"count\":" + report.called() + "}");
      assertThat(report.received()).isGreaterThan(report.called() / 2);
    }
  }

  @Test
  void sendsAndStoresNothingWithoutConsent() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{\"consent\": \"pending\", \"store\": true, \"session\": \"tab\"}");
      pages.run(
          "logger.log('waits'); document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));");
      pages.browser.executeAsyncScript("client.flush().then(arguments[0]);");
      assertThat(pages.front.received()).isEmpty();
      assertThat(stored(pages)).isEqualTo("0,0,");

      pages.run("client.consent('granted');");
      assertThat(pages.balanced().received()).isEqualTo(1);
      assertThat(stored(pages)).isEqualTo("1,0,");

      pages.run("client.consent('denied'); logger.log('never');");
      assertThat(pages.balanced().dropped()).isEqualTo(Map.of("consent", 1));
      assertThat(stored(pages)).isEqualTo("0,0,");
    }
  }

  private static @Nullable Object stored(ClientPages pages) {
    return pages.run(
        "return [sessionStorage.length, localStorage.length, document.cookie].join();");
  }

  @Test
  void takesASignalOfTheBrowserForNoUntilThePageHasAsked() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      Map<String, Object> script =
          pages.browser.executeCdpCommand(
              "Page.addScriptToEvaluateOnNewDocument",
              Map.of(
                  "source",
                  "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl',"
                      + " {get: () => true});"));
      pages.open("{}");
      pages.run("logger.log('unasked'); client.consent('granted'); logger.log('asked');");
      Report report = pages.balanced();
      pages.browser.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", script);

      assertThat(report.dropped()).isEqualTo(Map.of("consent", 1));
      assertThat(pages.stored()).extracting(Event::message).containsExactly("asked");
    }
  }

  @Test
  void logsWholeSessionsOrNothingOfThem() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      int logged = 0;
      for (int i = 0; i < 20; i++) {
        pages.open("{\"sample\": 0.5, \"session\": \"s" + i * 7919 + "\"}");
        pages.run("for (let i = 0; i < 3; i++) logger.log('m');");
        Report report = pages.settled();
        assertThat(report.received()).isIn(0, 3);
        assertThat(report.lost()).isEqualTo(3 - report.received());
        logged += report.received() / 3;
      }
      assertThat(logged).isBetween(4, 16);
    }
  }

  @Test
  void masksAndLeavesOutWhatThePageWantsToKeep() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      pages.open("{}");
      pages.run(
          "logger.log('a', {password: 'p', nested: {apiToken: 't', fine: 1}});"
              + " logger.log('b', new Map([['secret', 's']]));");

      pages.balanced();
      assertThat(pages.stored())
          .extracting(Event::data)
          .containsExactly(
              Map.of("password", "***", "nested", Map.of("apiToken", "***", "fine", 1)),
              Map.of("secret", "***"));
    }
  }

  @Test
  void worksWhereAPageAllowsItselfNothingElse() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      String html = ClientPages.resource("event-logger.html");
      pages.front.show(
          "/page", new ShownPage("text/html", html.replaceAll("<link.*>", ""), STRICT));
      pages.open("{\"views\": true, \"store\": true, \"session\": \"tab\"}");
      pages.run("logger.log('strict'); vitals(logger); sessionStorage.clear();");

      assertThat(pages.balanced().received()).isEqualTo(2);
      assertThat(chromium.complaints()).noneMatch(complaint -> !complaint.contains("favicon"));
    }
  }

  @Test
  void worksInAWorker() throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      show(pages, "/worker.js", "text/javascript", "event-logger-worker.js");
      pages.open("{}");
      Object received =
          pages.browser.executeAsyncScript(
              "const said = arguments[0];"
                  + " const worker = new Worker('/worker.js', {type: 'module'});"
                  + " worker.onmessage = m => said(m.data.received);");

      assertThat(received).isEqualTo(2L);
      assertThat(pages.server.await(2))
          .extracting(Event::message)
          .containsExactly("from a worker", "in the worker");
    }
  }

  /** The page of {@code examples/page}, with this server instead of the one on port 8787. */
  @Test
  void showsAtOnceWhatIsDoneOnThePageOfTheExample() throws Exception {
    Path example = Path.of("..", "examples", "page");
    try (ClientPages pages = ClientPages.with(chromium)) {
      for (String name : List.of("index.html", "page.js")) {
        String text = Files.readString(example.resolve(name));
        String type = name.endsWith(".js") ? "text/javascript" : "text/html";
        pages.front.show(
            "/" + name,
            new ShownPage(
                type, text.replace("http://127.0.0.1:8787", pages.front.uri().toString()), null));
      }
      pages.browser.get(pages.front.uri() + "/index.html");
      for (WebElement button : pages.browser.findElements(By.tagName("button"))) {
        button.click();
      }

      pages.server.await(8);
      String told = pages.server.get("/api/log/events?since=1h&sort=created_at").body();
      for (String shown :
          List.of(
              "\"path\":\"/index.html\"",
              "\"message\":\"ready\"",
              "\"element\":\"APPROVE\"",
              "\"name\":\"report-export\"",
              "\"name\":\"query\"",
              "\"message\":\"the order is gone\"",
              "\"path\":\"/index.html#/orders/2\"",
              "\"element\":\"***\"")) {
        assertThat(told).contains(shown);
      }
    }
  }

  @Test
  void sendsToAnotherOriginWithItsKeyAndAsksNothingBefore(@TempDir Path folder) throws Exception {
    try (ClientPages pages = ClientPages.with(chromium)) {
      Keys keys = new Keys(folder.resolve("keys.json"));
      String key = keys.addForPages("web", pages.front.uri().toString());
      String token = keys.add("ops", KeyKind.READ, Restrictions.NONE, Scope.READ);
      try (StartedServer server = StartedServer.with(keys.setting())) {
        String url = server.server.uri() + "/v1/events";
        pages.open("{\"url\": \"" + url + "\", \"key\": \"" + key + "\"}");
        pages.run("logger.log('from afar');");
        assertThat(pages.settled().received()).isEqualTo(1);
        assertThat(server.await(1).get(0).context()).containsEntry("source", "web");
        assertThat(RequestTotals.of(server, "Authorization", "Bearer " + token))
            .isEqualTo(Map.of(200, 1));

        pages.open("{\"url\": \"" + url + "\", \"key\": \"" + key + "x\"}");
        pages.run("logger.log('with a wrong key');");
        assertThat(pages.settled().dropped()).isEqualTo(Map.of("refused", 1));
      }
    }
  }

  private static void show(ClientPages pages, String path, String type, String resource)
      throws Exception {
    pages.front.show(path, new ShownPage(type, ClientPages.resource(resource), null));
  }
}
