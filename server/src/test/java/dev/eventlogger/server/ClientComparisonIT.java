package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.server.FaultyFront.Fault;
import dev.eventlogger.server.FaultyFront.Post;
import dev.eventlogger.server.FaultyFront.ShownPage;
import dev.eventlogger.server.NodeClients.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Compares our client with others, on the same page with the same faults, and prints the table of
 * docs/client.md. {@code -Deventlogger.umami=FILE} names Umami's script, which is not on npm.
 */
@ExtendWith(NodeClients.class)
@EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
@Timeout(900)
class ClientComparisonIT {

  private static final Pattern STEP = Pattern.compile("\\bstep=(\\d+)");
  private static final int MANY = 1000;

  /** How long a client may take to send its remaining events. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private record Line(double bytes, int requests, int closed, int down) {}

  @Test
  void comparesWhatIsSentAndWhatArrives(Installation clients) throws Exception {
    Map<String, Path> peers = new LinkedHashMap<>();
    peers.put("ours", Path.of("..", "client", "dist", "event-logger.min.js"));
    peers.put("plausible", module(clients, "@plausible-analytics/tracker/plausible.js"));
    peers.put("segment", module(clients, "@segment/analytics-next/dist/umd/index.js"));
    peers.put("posthog", module(clients, "posthog-js/dist/array.full.js"));
    String umami = System.getProperty("eventlogger.umami");
    if (umami != null) {
      peers.put("umami", Path.of(umami));
    }
    Map<String, Line> table = new LinkedHashMap<>();
    try (Chromium chromium = Chromium.open()) {
      for (Map.Entry<String, Path> peer : peers.entrySet()) {
        table.put(peer.getKey(), line(chromium.driver(), peer.getKey(), peer.getValue()));
      }
    }
    table.forEach((peer, line) -> System.out.println("[INFO] " + peer + " " + line));

    Line ours = table.get("ours");
    assertThat(ours.down()).isEqualTo(MANY);
    assertThat(table).allSatisfy((peer, line) -> assertThat(line.requests()).isPositive());
  }

  private static Path module(Installation clients, String file) {
    return clients.folder().resolve("node_modules").resolve(file);
  }

  private static Line line(ChromeDriver browser, String peer, Path script) throws Exception {
    List<Post> posts = new ArrayList<>();
    int usual = arrived(browser, peer, script, posts, 100, Run.USUAL);
    assertThat(usual).as(peer).isEqualTo(100);
    double bytes = posts.stream().mapToInt(Post::bytes).sum() / 100.0;
    return new Line(
        bytes,
        posts.size(),
        arrived(browser, peer, script, new ArrayList<>(), MANY, Run.CLOSED),
        arrived(browser, peer, script, new ArrayList<>(), MANY, Run.DOWN));
  }

  private enum Run {
    /** An event each 20 ms. */
    USUAL,
    /** All at once, then the tab is closed. */
    CLOSED,
    /** An event each 5 ms, and the server is down for 5 s. */
    DOWN
  }

  /** How many of the events arrived. */
  private static int arrived(
      ChromeDriver browser, String peer, Path script, List<Post> posts, int count, Run run)
      throws Exception {
    try (StartedServer server = StartedServer.with();
        FaultyFront front = FaultyFront.before(server.server.uri())) {
      front.show("/", new ShownPage("text/html", ClientPages.resource("compared.html"), null));
      front.show("/peer.js", new ShownPage("text/javascript", Files.readString(script), null));
      String before = browser.getWindowHandle();
      browser.switchTo().newWindow(WindowType.TAB);
      browser.get(front.uri() + "/?peer=" + peer);
      browser.executeAsyncScript("ready.then(arguments[0]);");
      int already = front.received().size();
      log(browser, front, count, run);
      if (run == Run.CLOSED) {
        browser.close();
      }
      int arrived = await(server, count);
      posts.addAll(front.received().subList(already, front.received().size()));
      if (run != Run.CLOSED) {
        browser.close();
      }
      browser.switchTo().window(before);
      return arrived;
    }
  }

  private static void log(ChromeDriver browser, FaultyFront front, int count, Run run)
      throws InterruptedException {
    if (run == Run.CLOSED) {
      browser.executeScript("for (let i = 0; i < " + count + "; i++) step(i);");
      return;
    }
    browser.executeScript(
        "let i = 0; const timer = setInterval(() => { step(i++); if (i == "
            + count
            + ") clearInterval(timer); }, "
            + (run == Run.USUAL ? 20 : 5)
            + ");");
    if (run == Run.DOWN) {
      Thread.sleep(1000);
      front.become(Fault.DOWN);
      Thread.sleep(5000);
      front.become(Fault.NONE);
    }
  }

  /** Waits until all have arrived, or the time for it is over. */
  private static int await(StartedServer server, int count) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int arrived = 0;
    while (arrived < count && System.nanoTime() < end) {
      Thread.sleep(200);
      arrived = steps(server.memory.events()).size();
    }
    return arrived;
  }

  private static Set<String> steps(List<Event> events) {
    Set<String> steps = new TreeSet<>();
    for (Event event : events) {
      Matcher step = STEP.matcher(event.data().toString());
      if (step.find()) {
        steps.add(step.group(1));
      }
    }
    return steps;
  }
}
