package dev.eventlogger;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that was answered, for filters of web frameworks. Applications use {@link
 * Events#logApiRequest}.
 *
 * @param createdAt when the request came in
 * @param duration how long the answer took
 * @param uid who asked; null if that is not known
 * @param route the route's template, such as {@code /users/<id>}; null if the request matched none
 * @param params text of more than 128 characters is cut
 * @param status the status it was answered with
 * @param error why it failed; null if it did not
 */
public record AnsweredRequest(
    Instant createdAt,
    Duration duration,
    @Nullable String uid,
    @Nullable String route,
    String method,
    Map<String, ?> params,
    int status,
    @Nullable Throwable error) {

  /**
   * The route recorded for requests that matched none: their own path could reveal who was meant.
   */
  public static final String UNMATCHED = "unmatched";

  private static final int SERVER_ERROR = 500;

  /**
   * The event, of type API: the route and how the request ended. Its level is ERROR if the server
   * failed. Of an error it holds the class and a hash, and nothing of the message.
   */
  public EventDraft draft() {
    Map<String, @Nullable Object> data =
        new LinkedHashMap<>(
            ApiRequest.data(route == null ? UNMATCHED : route, method, params, status));
    if (error != null) {
      data.put(ErrorData.KEY, ErrorData.brief(error));
    }
    return EventDraft.of(EventType.API)
        .createdAt(createdAt)
        .duration(duration)
        .uid(uid)
        .level(status >= SERVER_ERROR ? Level.ERROR : Level.INFO)
        .data(data);
  }
}
