package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.cli.demo.DemoEvents;
import dev.eventlogger.cli.demo.DemoPlan;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Two weeks of the demonstration's product, and a browser that looks at them. */
final class Lumen implements AutoCloseable {

  static final int EVENTS = 5_000;
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final Browser browser = Browser.open();
  final ShownServer server;
  private final Supplier<Kept> kept;
  final List<Event> events = new ArrayList<>();

  /** With events in memory. */
  Lumen() {
    this(Kept.of(Lumen.class));
  }

  /** With events stored elsewhere. */
  Lumen(Supplier<Kept> kept) {
    this.kept = kept;
    try {
      server = another();
    } catch (RuntimeException e) {
      browser.close();
      throw e;
    }
    DemoPlan plan = new DemoPlan(EVENTS, 14, 5, Instant.now());
    DemoEvents.make(plan, draft -> events.add(Event.of(draft)));
    // The earliest first, as a server receives them.
    events.sort(Comparator.comparing(Event::createdAt));
    for (Event event : events) {
      assertThat(server.events().replay(event)).isInstanceOf(Outcome.Accepted.class);
    }
    server.settle(PATIENCE);
  }

  /** A server without events yet, which stores them in the same way. */
  ShownServer another() {
    return new ShownServer(kept.get(), List.of());
  }

  /** What the database itself says; records of reading are not counted. */
  long sql(String what, String where) throws SQLException {
    return server.number(
        "SELECT " + what + " FROM \"event_logs\" WHERE name <> 'event-read' AND (" + where + ")");
  }

  /** Shows a page with all events there are, and waits until it is complete. */
  void show(String page) {
    browser.show(server.page("#/" + page + (page.contains("?") ? "&" : "?") + "since=all&tz=UTC"));
  }

  static @Nullable String text(Event event, String name) {
    return event.data().get(name) instanceof String text ? text : null;
  }

  static String session(Event event) {
    return ((Map<?, ?>) event.context().get("client")).get("session").toString();
  }

  @Override
  public void close() {
    browser.close();
    server.close();
  }
}
