package dev.eventlogger.formats.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests as clients make them, and how a dialect reads them. */
final class Requests {

  static final Instant RECEIVED_AT = Instant.parse("2026-11-28T07:32:30Z");

  static final Verdict ACCEPTED = new Verdict(Outcome.Accepted.ACCEPTED, false);
  static final Verdict DUPLICATE = new Verdict(Outcome.Accepted.ACCEPTED, true);
  static final Verdict FILTERED = new Verdict(new Outcome.Filtered("EVENT_POLICY/0"), false);
  static final Verdict DROPPED =
      new Verdict(new Outcome.Dropped(List.of("db"), DropReason.QUEUE_FULL), false);
  static final Verdict INVALID =
      new Verdict(new Outcome.Invalid("/event_data/rows", "must be a number"), false);

  static final Refusal BUSY =
      new Refusal(503, "no log takes events; try again", java.time.Duration.ofMillis(1200));

  private final String method;
  private final String path;
  private final Map<String, List<String>> query = new LinkedHashMap<>();
  private final Map<String, String> headers = new HashMap<>();
  private byte[] body = {};

  private Requests(String method, String path) {
    this.method = method;
    this.path = path;
  }

  static Requests post(String path) {
    return new Requests("POST", path);
  }

  static Requests get(String path) {
    return new Requests("GET", path);
  }

  static Requests of(String method, String path) {
    return new Requests(method, path);
  }

  Requests type(String contentType) {
    return header("Content-Type", contentType);
  }

  Requests header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Requests query(String name, String... values) {
    query.put(name, List.of(values));
    return this;
  }

  SentRequest body(String text) {
    return body(text.getBytes(UTF_8));
  }

  SentRequest body(byte[] bytes) {
    body = bytes;
    return build();
  }

  SentRequest build() {
    return new SentRequest(method, path, query, SentHeaders.of(headers), body, RECEIVED_AT);
  }

  static Dialect dialect(String name) {
    return dialect(name, DialectSettings.DEFAULT);
  }

  static Dialect dialect(String name, DialectSettings settings) {
    return new Dialects(settings, new OwnOtlp()).named(name).orElseThrow();
  }

  static List<SentEvent> events(Dialect dialect, SentRequest request) {
    try {
      return dialect.read(request).events();
    } catch (UnreadableRequestException e) {
      throw new AssertionError(e);
    }
  }

  static SentEvent event(Dialect dialect, SentRequest request) {
    List<SentEvent> events = events(dialect, request);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  static EventDraft draft(SentEvent event) {
    assertThat(event.reading()).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) event.reading()).draft();
  }

  static EventDraft draft(Dialect dialect, SentRequest request) {
    return draft(event(dialect, request));
  }

  static List<String> problems(SentEvent event) {
    assertThat(event.reading()).isInstanceOf(Reading.Refused.class);
    return ((Reading.Refused) event.reading()).problems().stream().map(Problem::toString).toList();
  }

  static UnreadableRequestException failure(Dialect dialect, SentRequest request) {
    UnreadableRequestException failure =
        catchThrowableOfType(UnreadableRequestException.class, () -> dialect.read(request));
    assertThat(failure).isNotNull();
    return failure;
  }

  static String text(Answer answer) {
    return new String(answer.body(), UTF_8);
  }
}
