package dev.eventlogger.spring.method;

import dev.eventlogger.ErrorData;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import dev.eventlogger.spring.LogEvent.Capture;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A call in progress, with its inputs. Immutable.
 *
 * @param start when it began, by {@link System#nanoTime}
 */
record Call(
    Function function,
    Map<String, Object> inputs,
    @Nullable String uid,
    Instant createdAt,
    long start) {

  /** The same call with the same inputs, whose work begins now. */
  Call begun(@Nullable Object user) {
    String caller = user == null ? null : user.toString();
    return new Call(function, inputs, caller, Instant.now(), System.nanoTime());
  }

  Capture capture() {
    return function.settings().capture();
  }

  /** Whether an error is a failure: cancelling is not. */
  private static boolean hasFailed(@Nullable Throwable error) {
    return error != null && !(error instanceof CancellationException);
  }

  /** The event of the call, now that it is over. */
  EventDraft event(@Nullable Throwable thrown) {
    Throwable error =
        thrown instanceof CompletionException e && e.getCause() != null ? e.getCause() : thrown;
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("function", function.name());
    if (function.settings().parameters()) {
      data.put("inputs", inputs);
    }
    if (error != null) {
      data.put(ErrorData.KEY, ErrorData.brief(error));
    }
    return EventDraft.named(function.eventName())
        .createdAt(createdAt)
        .duration(Duration.ofNanos(System.nanoTime() - start))
        .uid(uid)
        .level(hasFailed(error) ? Level.ERROR : function.settings().level())
        .subject(function.subject(inputs))
        .data(data);
  }
}
