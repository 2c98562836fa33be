package dev.eventlogger.cli.remote;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.CanonicalReader;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Measure;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.SinkConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A log that one of our servers reads for us: its answers are those of the log's own store. Needs
 * no opening; thread-safe.
 */
public final class RemoteEventStore extends EventStore {

  private static final CanonicalReader READER = new CanonicalReader(true);

  private final RemoteServer server;
  private final @Nullable String log;

  /**
   * A log of a server.
   *
   * @param log its name; null for the one that the server reads by default
   */
  public RemoteEventStore(RemoteServer server, @Nullable String log) {
    this.server = server;
    this.log = log;
  }

  @Override
  public String storeName() {
    return "server";
  }

  @Override
  public void open(SinkConfig config) {}

  @Override
  public EventPage find(EventQuery query, Cancellation cancellation) {
    QuestionText question =
        new QuestionText(query.filter())
            .put("log", log)
            .put("sort", query.sort())
            .put("limit", query.limit())
            .put("after", query.after());
    Map<String, @Nullable Object> page = server.get("/api/log/events?" + question, cancellation);
    List<Event> events = new ArrayList<>();
    for (Object event : list(page, "events")) {
      events.add(event(event));
    }
    return new EventPage(events, text(page, "next"));
  }

  private Event event(Object json) {
    if (json instanceof Map
        && READER.read(JsonReader.asObject(json)) instanceof Reading.Read read) {
      return Event.of(read.draft());
    }
    throw unknown();
  }

  @Override
  public List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {
    QuestionText question =
        new QuestionText(query.filter())
            .put("log", log)
            .put("by", query.by())
            .put("by", query.thenBy())
            .put("measure", query.measure())
            .put("limit", query.limit());
    if (query.bucket() != null) {
      question.put("per", query.bucket().name().toLowerCase(Locale.ROOT));
    }
    Map<String, @Nullable Object> answer = server.get("/api/log/usage?" + question, cancellation);
    return list(answer, "rows").stream().map(row -> row(JsonReader.asObject(row))).toList();
  }

  private UsageRow row(Map<String, @Nullable Object> json) {
    return new UsageRow(
        time(json, "bucket"),
        text(json, "value"),
        text(json, "then_value"),
        number(json, "events").longValue(),
        number(json, "users").longValue(),
        time(json, "first"),
        time(json, "last"),
        measure(json));
  }

  private @Nullable Measure measure(Map<String, @Nullable Object> json) {
    return json.get("mean") == null
        ? null
        : new Measure(
            number(json, "count").longValue(),
            number(json, "mean").doubleValue(),
            number(json, "p50").doubleValue(),
            number(json, "p95").doubleValue());
  }

  private List<Object> list(Map<String, @Nullable Object> json, String name) {
    if (json.get(name) instanceof List<?> list) {
      return list.stream().<Object>map(item -> Objects.requireNonNullElse(item, Map.of())).toList();
    }
    throw unknown();
  }

  private Number number(Map<String, @Nullable Object> json, String name) {
    if (json.get(name) instanceof Number number) {
      return number;
    }
    throw unknown();
  }

  private static @Nullable String text(Map<String, @Nullable Object> json, String name) {
    return json.get(name) instanceof String text ? text : null;
  }

  private static @Nullable Instant time(Map<String, @Nullable Object> json, String name) {
    String text = text(json, name);
    return text == null ? null : Instant.parse(text);
  }

  private StoreException unknown() {
    return new StoreException(
        server + ": the answer is none that this version understands; is that an event-logger?",
        null);
  }

  @Override
  public long purge(Instant before, Removal removal) {
    throw new UnsupportedQueryException(
        "a server cannot be told to purge; set days_to_keep_event_logs for the log, or purge where"
            + " its configuration is");
  }

  /** Waits for the server, which removes in chunks of its own. */
  @Override
  public long erase(String uid, Removal removal) {
    QuestionText question = new QuestionText().put("uid", uid).put("log", log);
    if (removal.dryRun()) {
      question.put("dry_run", true);
    }
    Map<String, @Nullable Object> answer =
        server.delete("/api/log/events?" + question, Cancellation.withoutTimeout());
    long removed = number(answer, removal.dryRun() ? "would_remove" : "removed").longValue();
    removal.progress().accept(removed);
    return removed;
  }
}
