package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.cli.demo.DemoEvents;
import dev.eventlogger.cli.demo.DemoPlan;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How long pages take with the events of a month, showing a week, which is their default. */
@EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
class ManyEventsIT {

  private static final int EVENTS = Integer.getInteger("eventlogger.viewer.events", 1_000_000);
  // The JDBC URL of a PostgreSQL database that already has as many.
  private static final String FILLED = System.getProperty("eventlogger.viewer.database", "");
  private static final int DAYS = 30;
  private static final int SEED = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final List<String> PAGES = List.of("#/explore", "#/usage", "#/errors", "#/clicks");

  @Test
  void areThereSoonInH2(@TempDir Path folder) {
    show("H2", Kept.inDatabase("jdbc:h2:file:" + folder.resolve("events")));
  }

  @Test
  void areThereSoonInPostgres() {
    show("PostgreSQL", !FILLED.isEmpty() ? Kept.inDatabase(FILLED) : new InPostgres().get());
  }

  private static void show(String database, Kept kept) {
    try (ShownServer server = new ShownServer(kept, List.of());
        Browser browser = Browser.open()) {
      if (FILLED.isEmpty() || database.equals("H2")) {
        fill(server.events());
        server.settle(PATIENCE);
      }
      browser.sized(Look.WIDE).patient(Duration.ofMinutes(2));
      browser.command("Network.enable", Map.of());
      // This server has not been asked anything yet, so the first page includes the time to load
      // its classes.
      measure(database + ", just started", server, browser, PAGES.get(0));
      PAGES.forEach(page -> measure(database, server, browser, page));
    }
  }

  private static void measure(String where, ShownServer server, Browser browser, String page) {
    browser.command("Network.clearBrowserCache", Map.of());
    browser.show(server.page(page));
    System.out.printf(
        "ManyEventsIT: %s, %d events, %s: %s%n", where, EVENTS, page, PageCost.of(browser));
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.isThere(".state.failed")).isFalse();
  }

  private static void fill(EventLogger events) {
    DemoPlan plan = new DemoPlan(EVENTS, DAYS, SEED, Instant.now());
    DemoEvents.make(
        plan,
        draft -> {
          Event event = Event.of(draft);
          while (!(events.replay(event) instanceof Outcome.Accepted)) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos()); // the queue is full
          }
        });
  }
}
