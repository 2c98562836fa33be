package dev.eventlogger.spring.web;

import dev.eventlogger.AnsweredRequest;
import dev.eventlogger.event.EventDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;

/** A request that is being answered, kept as an attribute of the exchange itself. Thread-safe. */
final class ReactiveExchange {

  private static final String ATTRIBUTE = ReactiveExchange.class.getName();
  private static final String ANYTHING = "/**";
  private static final int NOTHING_SAID = 200;

  private final ServerWebExchange exchange;
  private final List<String> parameters;
  private final Instant createdAt = Instant.now();
  private final long start = System.nanoTime();
  private final AtomicBoolean isLogged = new AtomicBoolean();
  private volatile @Nullable String uid;
  private volatile @Nullable WebSession session;
  private volatile @Nullable Throwable error;
  private volatile int status;

  private ReactiveExchange(ServerWebExchange exchange, List<String> parameters) {
    this.exchange = exchange;
    this.parameters = parameters;
  }

  static ReactiveExchange begin(ServerWebExchange exchange, List<String> parameters) {
    ReactiveExchange request = new ReactiveExchange(exchange, parameters);
    exchange.getAttributes().put(ATTRIBUTE, request);
    return request;
  }

  /** The request of an exchange; null if it is not being logged. */
  static @Nullable ReactiveExchange of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  ServerWebExchange exchange() {
    return exchange;
  }

  /** Notes the user; ignores null. */
  void isOf(@Nullable String user) {
    if (user != null) {
      uid = user;
    }
  }

  @Nullable String uid() {
    return uid;
  }

  /** Notes the session that the application asked for. */
  void isIn(WebSession asked) {
    session = asked;
  }

  @Nullable WebSession session() {
    return session;
  }

  /** Notes an error; true if the answer had begun by then. */
  boolean failed(Throwable thrown) {
    error = thrown;
    return status != 0;
  }

  boolean hasFailed() {
    return error != null;
  }

  boolean isCommitted() {
    return status != 0;
  }

  /** Notes the status, since a container reuses the response once it is complete. */
  void committed() {
    status = current();
  }

  /** The event; empty if it was logged before. */
  Optional<EventDraft> end() {
    if (!isLogged.compareAndSet(false, true)) {
      return Optional.empty();
    }
    return Optional.of(
        new AnsweredRequest(
                createdAt,
                Duration.ofNanos(System.nanoTime() - start),
                uid,
                route(),
                exchange.getRequest().getMethod().name(),
                parameters(),
                status(),
                error)
            .draft());
  }

  private @Nullable String route() {
    Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return pattern == null || pattern.toString().equals(ANYTHING) ? null : pattern.toString();
  }

  private int status() {
    return status == 0 ? current() : status;
  }

  private int current() {
    HttpStatusCode status = exchange.getResponse().getStatusCode();
    return status == null ? NOTHING_SAID : status.value();
  }

  /** The parameters to keep; those without a value are left out, as with servlets. */
  private Map<String, ?> parameters() {
    Map<String, Object> found = new LinkedHashMap<>();
    for (String name : parameters) {
      List<String> values =
          exchange.getRequest().getQueryParams().getOrDefault(name, List.of()).stream()
              .filter(Objects::nonNull)
              .toList();
      if (!values.isEmpty()) {
        found.put(name, values.size() == 1 ? values.get(0) : values);
      }
    }
    return found;
  }
}
