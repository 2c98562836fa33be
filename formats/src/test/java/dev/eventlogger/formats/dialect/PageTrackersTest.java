package dev.eventlogger.formats.dialect;

import static dev.eventlogger.formats.dialect.Requests.ACCEPTED;
import static dev.eventlogger.formats.dialect.Requests.INVALID;
import static dev.eventlogger.formats.dialect.Requests.draft;
import static dev.eventlogger.formats.dialect.Requests.event;
import static dev.eventlogger.formats.dialect.Requests.failure;
import static dev.eventlogger.formats.dialect.Requests.problems;
import static dev.eventlogger.formats.dialect.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plausible's and Umami's dialects. */
class PageTrackersTest {

  private final Dialect plausible = Requests.dialect("plausible");
  private final Dialect umami = Requests.dialect("umami");

  @Test
  void takesWhatPlausibleSendsInShortAndInLong() {
    EventDraft view =
        draft(
            plausible,
            post(
                "/api/event",
                "{\"n\":\"pageview\",\"u\":\"https://x.org/\",\"d\":\"x.org\",\"r\":null}"));
    EventDraft run =
        draft(
            plausible,
            post("/api/event", "{\"name\":\"run\",\"domain\":\"x.org\",\"props\":{\"a\":\"1\"}}"));

    assertThat(view.type()).isEqualTo(EventType.VIEW);
    assertThat(view.name()).isEqualTo("view");
    assertThat(view.data()).isEqualTo(Map.of("url", "https://x.org/", "domain", "x.org"));
    assertThat(run.name()).isEqualTo("run");
    assertThat(run.data()).isEqualTo(Map.of("domain", "x.org", "props", Map.of("a", "1")));
  }

  @Test
  void answersAsPlausibleDoes() {
    SentRequest request = post("/api/event", "{}");

    assertThat(problems(event(plausible, request)))
        .containsExactly("/name: missing; the event's name, as n or name");
    assertThat(failure(plausible, post("/api/event", "[]")).status()).isEqualTo(400);
    assertThat(plausible.answer(request, List.of(ACCEPTED)).status()).isEqualTo(202);
    assertThat(text(plausible.answer(request, List.of(ACCEPTED)))).isEqualTo("ok");
    assertThat(plausible.answer(request, List.of(INVALID)).status()).isEqualTo(400);
  }

  @Test
  void takesWhatUmamiSends() {
    EventDraft view =
        draft(umami, post("/api/send", "{\"type\":\"event\",\"payload\":{\"url\":\"/\"}}"));
    EventDraft run =
        draft(
            umami,
            post(
                "/api/send",
                "{\"type\":\"event\",\"payload\":{\"name\":\"run\",\"id\":\"u1\","
                    + "\"timestamp\":1795851120,\"data\":{\"a\":\"1\"}}}"));
    EventDraft identify =
        draft(umami, post("/api/send", "{\"type\":\"identify\",\"payload\":{\"data\":{}}}"));

    assertThat(view.type()).isEqualTo(EventType.VIEW);
    assertThat(view.data()).isEqualTo(Map.of("url", "/"));
    assertThat(run.name()).isEqualTo("run");
    assertThat(run.uid()).isEqualTo("u1");
    assertThat(run.createdAt()).isEqualTo("2026-11-28T07:32:00Z");
    assertThat(run.data()).isEqualTo(Map.of("data", Map.of("a", "1")));
    assertThat(identify.name()).isEqualTo("identify");
  }

  @Test
  void answersAsUmamiDoes() {
    SentRequest request = post("/api/send", "{\"type\":\"x\"}");

    assertThat(problems(event(umami, request)))
        .containsExactly(
            "/payload: missing; what happened",
            "/type: must be one of event, identify, performance");
    assertThat(text(umami.answer(request, List.of(ACCEPTED)))).isEqualTo("{\"disabled\":false}");
    assertThat(umami.answer(request, List.of(INVALID)).status()).isEqualTo(400);
  }

  @Test
  void takesWhatTheRealTrackersSent() throws IOException {
    List<String> names = new ArrayList<>();
    for (SentRequest request : SharedRequests.of("plausible")) {
      names.add(draft(plausible, request).name());
    }
    for (SentRequest request : SharedRequests.of("umami")) {
      if (request.method().equals("POST")) {
        names.add(draft(umami, request).name());
      }
    }

    assertThat(names).containsExactly("view", "my_event", "engagement", "view", "run");
  }

  private static SentRequest post(String path, String body) {
    return Requests.post(path).type("text/plain").body(body);
  }
}
