package dev.eventlogger.servlet;

import dev.eventlogger.ApiRequest;
import dev.eventlogger.ErrorData;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the event of a request that was answered. */
final class RequestEvent {

  /** The route of all requests that were meant for nothing in the application. */
  static final String UNMATCHED = "unmatched";

  private static final int SERVER_ERROR = 500;

  private RequestEvent() {}

  /** The event; empty if the request is not to be logged. */
  static Optional<EventDraft> of(Exchange exchange, RequestReader reader, Trouble trouble) {
    HttpServletRequest request = exchange.request();
    if (Boolean.FALSE.equals(trouble.ask(reader::isLogged, request))) {
      return Optional.empty();
    }
    int status = exchange.status();
    Map<String, Object> data =
        new LinkedHashMap<>(
            ApiRequest.data(
                Objects.requireNonNullElse(trouble.ask(reader::route, request), UNMATCHED),
                request.getMethod(),
                parameters(reader, trouble, request),
                status));
    Throwable error = first(exchange.error(), reader::error, trouble, request);
    if (error != null) {
      data.put(ErrorData.KEY, ErrorData.brief(error));
    }
    return Optional.of(
        EventDraft.of(EventType.API)
            .createdAt(exchange.createdAt())
            .duration(exchange.duration())
            .uid(first(exchange.uid(), reader::uid, trouble, request))
            .level(status >= SERVER_ERROR ? Level.ERROR : Level.INFO)
            .data(data));
  }

  private static Map<String, ?> parameters(
      RequestReader reader, Trouble trouble, HttpServletRequest request) {
    Map<String, ?> parameters = trouble.ask(reader::parameters, request);
    return parameters == null ? Map.of() : parameters;
  }

  private static <T> @Nullable T first(
      @Nullable T known,
      Function<HttpServletRequest, @Nullable T> reading,
      Trouble trouble,
      HttpServletRequest request) {
    return known != null ? known : trouble.ask(reading, request);
  }
}
