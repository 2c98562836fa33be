package dev.eventlogger.servlet;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.AnsweredRequest;
import dev.eventlogger.event.EventDraft;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates the event of a request that was answered. */
final class RequestEvent {

  private static final int SERVER_ERROR = 500;

  private RequestEvent() {}

  /** The event; empty if the request is not to be logged. */
  static Optional<EventDraft> of(Exchange exchange, RequestReader reader, Trouble trouble) {
    HttpServletRequest request = exchange.request();
    if (Boolean.FALSE.equals(trouble.ask(reader::isLogged, request))) {
      return Optional.empty();
    }
    int status = exchange.status();
    Function<HttpServletRequest, @Nullable Throwable> why =
        status >= SERVER_ERROR ? reader::error : any -> null;
    return Optional.of(
        new AnsweredRequest(
                exchange.createdAt(),
                exchange.duration(),
                first(exchange.uid(), reader::uid, trouble, request),
                trouble.ask(reader::route, request),
                request.getMethod(),
                requireNonNullElse(trouble.ask(reader::parameters, request), Map.of()),
                status,
                first(exchange.error(), why, trouble, request))
            .draft());
  }

  private static <T> @Nullable T first(
      @Nullable T known,
      Function<HttpServletRequest, @Nullable T> reading,
      Trouble trouble,
      HttpServletRequest request) {
    return known != null ? known : trouble.ask(reading, request);
  }
}
