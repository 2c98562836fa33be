package dev.eventlogger.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.server.FaultyFront.Fault;
import dev.eventlogger.server.FaultyFront.ShownPage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Pages with our own client in a browser, and a server behind a faulty front, which also serves the
 * pages. For one thread.
 */
final class ClientPages implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final StartedServer server = StartedServer.with();
  final FaultyFront front;
  final ChromeDriver browser;

  private ClientPages(ChromeDriver browser, FaultyFront.Fault... faults) throws IOException {
    this.browser = browser;
    front = FaultyFront.before(server.server.uri(), faults);
    front.show("/page", new ShownPage("text/html", resource("event-logger.html"), null));
    front.show("/page.js", new ShownPage("text/javascript", resource("event-logger.js"), null));
    front.show("/empty", new ShownPage("text/html", "<!doctype html><title>Empty</title>", null));
  }

  static ClientPages with(Chromium chromium, Fault... faults) throws IOException {
    return new ClientPages(chromium.driver(), faults);
  }

  static String resource(String name) throws IOException {
    try (InputStream in = ClientPages.class.getResourceAsStream("/clients/" + name)) {
      return new String(requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  /**
   * What the client says became of its events.
   *
   * @param told what {@code onDrop} was called with
   */
  record Report(
      int called,
      int restored,
      int received,
      Map<String, Integer> dropped,
      Map<String, Integer> told) {

    int lost() {
      return dropped.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Opens a page whose client has these options, in JSON. */
  void open(String options) {
    browser.get(front.uri() + "/page?options=" + URLEncoder.encode(options, UTF_8));
  }

  /** Opens such a page in a new tab, and switches to it; returns the previous tab. */
  String openTab(String options) {
    String before = browser.getWindowHandle();
    browser.switchTo().newWindow(WindowType.TAB);
    open(options);
    return before;
  }

  /** Closes the tab, as its user would, and switches to another. */
  void closeTab(String then) {
    browser.close();
    browser.switchTo().window(then);
  }

  /** Runs a script in the page. */
  @Nullable Object run(String script) {
    return browser.executeScript(script);
  }

  /** Waits until a script returns a value, even if the page has changed by then. */
  void await(String script, Object value) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Object returned = run(script);
    while (!value.equals(returned) && System.nanoTime() < end) {
      Thread.sleep(20);
      returned = run(script);
    }
    assertThat(returned).isEqualTo(value);
  }

  /** Waits until no event is pending, and returns what became of all. */
  Report settled() {
    Object answer =
        browser.executeAsyncScript(
            "const said = arguments[0];"
                + " settled().then(r => said(JSON.stringify(r)), e => said('failed: ' + e));");
    try {
      Map<String, ?> report = JsonReader.asObject(new JsonReader().read(String.valueOf(answer)));
      return new Report(
          number(report.get("called")),
          number(report.get("restored")),
          number(report.get("received")),
          numbers(report.get("dropped")),
          numbers(report.get("told")));
    } catch (Exception e) {
      throw new AssertionError("the page said " + answer, e);
    }
  }

  private static Map<String, Integer> numbers(@Nullable Object json) {
    Map<String, Integer> numbers = new TreeMap<>();
    JsonReader.asObject(json).forEach((name, value) -> numbers.put(name, number(value)));
    return numbers;
  }

  private static int number(@Nullable Object json) {
    return ((Number) requireNonNull(json)).intValue();
  }

  /**
   * Waits until no event is pending, and checks that each is in the store once, or reported as
   * dropped.
   */
  Report balanced() {
    Report report = settled();
    assertThat(report.called() + report.restored()).isEqualTo(report.received() + report.lost());
    assertThat(report.told()).isEqualTo(report.dropped());
    assertThat(stored()).hasSize(report.received());
    return report;
  }

  /**
   * All events that the server has logged, as a store holds them: one that came twice at the same
   * moment, by a beacon and by a request, has one id.
   */
  List<Event> stored() {
    server.events.flush(PATIENCE);
    Map<Object, Event> byId = new LinkedHashMap<>();
    server.memory.events().forEach(event -> byId.putIfAbsent(event.id(), event));
    List<Event> events = List.copyOf(byId.values());
    assertThat(events)
        .extracting(event -> event.context().get("source_id"))
        .doesNotHaveDuplicates();
    return events;
  }

  /** What the client of an event claims. */
  static Map<String, @Nullable Object> client(Event event) {
    return JsonReader.asObject(requireNonNull(event.context().get("client")));
  }

  @Override
  public void close() {
    browser.get("about:blank");
    front.close();
    server.close();
  }
}
