package dev.eventlogger;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Nesting;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Reading;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs to some logs of an event logger, and adds context. An event logger is itself the view of all
 * its logs that adds nothing. Thread-safe.
 */
class EventsView implements Events {

  private final Pipeline pipeline;
  private final Map<String, ?> context;
  private final long logs;

  /**
   * A view.
   *
   * @param context already nested
   * @param logs a bit mask, as in {@link dev.eventlogger.delivery.Delivery}
   */
  EventsView(Pipeline pipeline, Map<String, ?> context, long logs) {
    this.pipeline = pipeline;
    this.context = context;
    this.logs = logs;
  }

  @Override
  public Outcome log(@Nullable String uid, EventType type, Map<String, ?> data) {
    return data == null
        ? pipeline.isNull(type, "/event_data")
        : pipeline.log(uid, type, data, context, logs);
  }

  @Override
  public Outcome log(
      @Nullable String uid, EventType type, Supplier<? extends Map<String, ?>> data) {
    return data == null
        ? pipeline.isNull(type, "/event_data")
        : pipeline.log(uid, type, new SuppliedData(data), context, logs);
  }

  @Override
  public Outcome log(EventDraft draft) {
    return draft == null ? pipeline.isNull(null, "") : pipeline.log(draft, context, logs);
  }

  @Override
  public CompletionStage<Outcome> logAsync(EventDraft draft) {
    return draft == null
        ? CompletableFuture.completedStage(pipeline.isNull(null, ""))
        : pipeline.logAsync(draft, context, logs);
  }

  @Override
  public List<Outcome> logAll(List<EventDraft> drafts) {
    // Copied, because each is read twice.
    return drafts == null ? List.of() : pipeline.logAll(new ArrayList<>(drafts), context, logs);
  }

  @Override
  public Outcome log(Reading reading) {
    if (reading instanceof Reading.Refused refused) {
      return pipeline.refuse(refused.problems());
    }
    return reading instanceof Reading.Read read ? log(read.draft()) : pipeline.isNull(null, "");
  }

  @Override
  public Outcome record(String schemaId, String version, Map<String, ?> data) {
    if (schemaId == null || version == null || data == null) {
      return pipeline.isNull(null, data == null ? "/event_data" : "/schema");
    }
    return pipeline.record(schemaId, version, data, context, logs);
  }

  @Override
  public Outcome logApiRequest(
      @Nullable String uid, String route, String method, Map<String, ?> params) {
    Map<String, ?> data;
    try {
      data = ApiRequest.data(route, method, params, null);
    } catch (Throwable e) {
      return pipeline.unreadable(EventType.API, e);
    }
    return log(uid, EventType.API, data);
  }

  @Override
  public Outcome logApiRequest(
      @Nullable String uid,
      String route,
      String method,
      Map<String, ?> params,
      int status,
      Duration duration) {
    Map<String, ?> data;
    try {
      data = ApiRequest.data(route, method, params, status);
    } catch (Throwable e) {
      return pipeline.unreadable(EventType.API, e);
    }
    return log(EventDraft.of(EventType.API).uid(uid).duration(duration).data(data));
  }

  @Override
  public Outcome error(@Nullable String uid, Throwable error, Map<String, ?> data) {
    if (error == null) {
      return pipeline.isNull(null, "/event_data/error");
    }
    Map<String, ?> all;
    try {
      all = ErrorData.of(error, data);
    } catch (Throwable e) {
      return pipeline.unreadable(null, e);
    }
    String message = ErrorData.message(error);
    return log(EventDraft.named("error").level(Level.ERROR).uid(uid).message(message).data(all));
  }

  /** True for null, so that the caller logs it and is told what is wrong. */
  @Override
  public boolean isWanted(EventType type) {
    return type == null || pipeline.intake().mayWant(type, logs);
  }

  @Override
  public boolean isWanted(EventDraft draft) {
    return draft == null || pipeline.intake().mayWant(draft, logs);
  }

  @Override
  public Events with(Map<String, ?> context) {
    Map<String, ?> copy = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    return new EventsView(pipeline, Nesting.merge(this.context, copy), logs);
  }

  @Override
  public Events in(Connection connection) {
    return new EventsView(pipeline.in(requireNonNull(connection, "connection")), context, logs);
  }

  @Override
  public Events to(String log) {
    return new EventsView(pipeline, context, logs & pipeline.delivery().maskOf(log));
  }
}
