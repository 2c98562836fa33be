package dev.eventlogger.spring.web;

import dev.eventlogger.intake.context.ContextSource;
import dev.eventlogger.servlet.SessionName;
import dev.eventlogger.servlet.TraceParent;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.WebSession;

/**
 * Answers for a request to WebFlux as {@link dev.eventlogger.servlet.RequestContext} does for one
 * to a servlet; for the session only if the application asked for it. Thread-safe.
 */
final class ReactiveRequestContext implements ContextSource {

  private static final String HEADERS = "headers.";
  private static final String ARGUMENTS = "args.";

  private final ReactiveExchange exchange;
  private final ServerHttpRequest request;

  ReactiveRequestContext(ReactiveExchange exchange) {
    this.exchange = exchange;
    request = exchange.exchange().getRequest();
  }

  @Override
  public @Nullable Object get(String key) {
    return switch (key) {
      case "user.id" -> exchange.uid();
      case "session" -> session();
      case "method" -> request.getMethod().name();
      case "request.path" -> request.getPath().pathWithinApplication().value();
      case "uri" -> request.getPath().value();
      case "ip" -> ip();
      case "port" -> port();
      case "trace_id" -> TraceParent.traceId(request.getHeaders().getFirst(TraceParent.HEADER));
      default -> named(key);
    };
  }

  private @Nullable String named(String key) {
    if (key.startsWith(HEADERS)) {
      return request.getHeaders().getFirst(key.substring(HEADERS.length()));
    }
    return key.startsWith(ARGUMENTS)
        ? request.getQueryParams().getFirst(key.substring(ARGUMENTS.length()))
        : null;
  }

  private @Nullable String session() {
    WebSession session = exchange.session();
    return session == null || !session.isStarted() ? null : SessionName.of(session.getId());
  }

  private @Nullable String ip() {
    InetSocketAddress from = request.getRemoteAddress();
    return from == null || from.getAddress() == null ? null : from.getAddress().getHostAddress();
  }

  private @Nullable Integer port() {
    InetSocketAddress ours = request.getLocalAddress();
    return ours == null ? null : ours.getPort();
  }
}
