package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.server.FaultyFront.Fault;
import dev.eventlogger.server.NodeClients.Installation;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.Keys;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients for pages deliver their events from Chromium. */
@ExtendWith(NodeClients.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class BrowserClientsIT {

  private PageServer pages;
  private Chromium chromium;

  @BeforeAll
  void open(Installation clients) throws Exception {
    chromium = Chromium.open();
    pages = PageServer.start(clients.folder());
  }

  @AfterAll
  void close() {
    if (pages != null) {
      pages.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void forgetComplaints() {
    chromium.complaints();
  }

  @Test
  void takesQuerybooksBeacon() throws Exception {
    try (StartedServer server = StartedServer.with(origins())) {
      chromium.show(pages.page("querybook.html", server.server.uri(), "", ""));
      chromium.click();
      chromium.leave();

      List<Event> events = server.await(2);
      assertThat(events).extracting(Event::type).containsExactly(EventType.VIEW, EventType.CLICK);
      assertThat(events.get(1).data())
          .isEqualTo(
              Map.of(
                  "component",
                  "ADHOC_QUERY",
                  "element",
                  "RUN_QUERY_BUTTON",
                  "aux",
                  Map.of("rows", 12)));
      assertThat(events)
          .allSatisfy(
              event -> {
                assertThat(event.createdAt())
                    .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
                assertThat(event.context()).containsEntry("trust", "client");
                assertThat(client(event)).containsKeys("agent", "time", "address");
              });
      assertThat(RequestTotals.of(server)).isEqualTo(Map.of(200, 1));
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  @Test
  void takesSegmentsCalls(@TempDir Path folder) throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    String key = keys.addForPages("pages", pages.origin());
    String token = keys.add("ops", KeyKind.READ, Restrictions.NONE, Scope.READ);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      chromium.show(pages.page("segment.html", server.server.uri(), key, "each"));

      List<Event> events = server.await(3);
      assertThat(events)
          .extracting(Event::name)
          .containsExactlyInAnyOrder("identify", "view", "Report Exported");
      Event exported = named(events, "Report Exported");
      assertThat(exported.data()).isEqualTo(Map.of("format", "pdf", "rows", 12));
      assertThat(named(events, "view").data())
          .containsEntry("name", "Orders")
          .containsEntry("path", "/segment.html");
      assertThat(events).allSatisfy(event -> assertClaims(event, "pages"));
      assertThat(RequestTotals.of(server, "Authorization", "Bearer " + token))
          .containsOnlyKeys(200, 204);
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  @Test
  void takesPostHogsCalls(@TempDir Path folder) throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    String key = keys.addForPages("pages", pages.origin());
    String token = keys.add("ops", KeyKind.READ, Restrictions.NONE, Scope.READ);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      chromium.show(pages.page("posthog.html", server.server.uri(), key, "each"));
      chromium.click();

      List<Event> events = server.await(4);
      assertThat(events)
          .extracting(Event::name)
          .containsExactlyInAnyOrder("view", "$identify", "report exported", "click");
      assertThat(named(events, "report exported").data())
          .containsEntry("format", "pdf")
          .containsEntry("rows", 12);
      assertThat(named(events, "click").type()).isEqualTo(EventType.CLICK);
      assertThat(named(events, "view").type()).isEqualTo(EventType.VIEW);
      assertClaims(named(events, "report exported"), "pages");
      assertThat(events).allSatisfy(event -> assertThat(event.context()).containsKey("source_id"));
      assertThat(RequestTotals.of(server, "Authorization", "Bearer " + token))
          .containsOnlyKeys(200);
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  @Test
  void hasEachOfSegmentsEventsOnce() throws Exception {
    try (StartedServer server = StartedServer.with(origins());
        FaultyFront front =
            FaultyFront.before(
                server.server.uri(), Fault.REFUSED, Fault.ANSWERED_WRONGLY, Fault.CUT)) {
      chromium.show(pages.page("segment.html", front.uri(), "any", "3"));

      assertThat(server.await(3))
          .extracting(event -> event.data().get("step"))
          .containsExactlyInAnyOrder(0, 1, 2);
      front.awaitPosts(6);
    }
  }

  @Test
  void hasEachOfPostHogsEventsOnce() throws Exception {
    try (StartedServer server = StartedServer.with(origins());
        FaultyFront front =
            FaultyFront.before(
                server.server.uri(), Fault.REFUSED, Fault.ANSWERED_WRONGLY, Fault.CUT)) {
      chromium.show(pages.page("posthog.html", front.uri(), "any", "3"));

      assertThat(server.await(3))
          .extracting(event -> event.data().get("step"))
          .containsExactlyInAnyOrder(0, 1, 2);
      front.awaitPosts(6);
    }
  }

  private String origins() {
    return "origins: ['" + pages.origin() + "']";
  }

  private static Event named(List<Event> events, String name) {
    return events.stream().filter(event -> event.name().equals(name)).findFirst().orElseThrow();
  }

  private static void assertClaims(Event event, String source) {
    assertThat(event.uid()).isNull();
    assertThat(event.createdAt()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    assertThat(event.context())
        .containsEntry("trust", "client")
        .containsEntry("source", source)
        .containsKey("source_id");
    assertThat(client(event)).containsEntry("uid", "u1").containsKeys("agent", "time");
  }

  private static Map<String, Object> client(Event event) {
    assertThat(event.context().get("client")).isInstanceOf(Map.class);
    @SuppressWarnings("unchecked") // the keys of a context are text
    Map<String, Object> client = (Map<String, Object>) event.context().get("client");
    return client;
  }
}
