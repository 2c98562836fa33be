package dev.eventlogger;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Reading;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records no event, and does not even read it. Immutable. */
final class NoEvents implements Events {

  static final Events NONE = new NoEvents();

  private static final Outcome FILTERED = new Outcome.Filtered("none");

  private NoEvents() {}

  @Override
  public Outcome log(@Nullable String uid, EventType type, Map<String, ?> data) {
    return FILTERED;
  }

  @Override
  public Outcome log(
      @Nullable String uid, EventType type, Supplier<? extends Map<String, ?>> data) {
    return FILTERED;
  }

  @Override
  public Outcome log(EventDraft draft) {
    return FILTERED;
  }

  @Override
  public List<Outcome> logAll(List<EventDraft> drafts) {
    return drafts == null ? List.of() : Collections.nCopies(drafts.size(), FILTERED);
  }

  @Override
  public Outcome log(Reading reading) {
    return FILTERED;
  }

  @Override
  public Outcome record(String schemaId, String version, Map<String, ?> data) {
    return FILTERED;
  }

  @Override
  public Outcome logApiRequest(
      @Nullable String uid, String route, String method, Map<String, ?> params) {
    return FILTERED;
  }

  @Override
  public Outcome logApiRequest(
      @Nullable String uid,
      String route,
      String method,
      Map<String, ?> params,
      int status,
      Duration duration) {
    return FILTERED;
  }

  @Override
  public Outcome error(@Nullable String uid, Throwable error, Map<String, ?> data) {
    return FILTERED;
  }

  @Override
  public boolean isWanted(EventType type) {
    return false;
  }

  @Override
  public boolean isWanted(EventDraft draft) {
    return false;
  }

  @Override
  public Events with(Map<String, ?> context) {
    requireNonNull(context, "context");
    return this;
  }

  @Override
  public Events in(Connection connection) {
    requireNonNull(connection, "connection");
    return this;
  }

  /** There are no logs here, so any name is as good as another. */
  @Override
  public Events to(String log) {
    return this;
  }
}
