package dev.eventlogger.spring.web;

import dev.eventlogger.Events;
import dev.eventlogger.spring.EventLoggerProperties.Api;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Logs each request once it was answered, as the filter for servlets does. Thread-safe. */
final class EventLoggerWebFilter implements WebFilter {

  private final Events events;
  private final Api settings;
  private final ActuatorPath actuator;

  EventLoggerWebFilter(Events events, Api settings, ActuatorPath actuator) {
    this.events = events;
    this.settings = settings;
    this.actuator = actuator;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String path = exchange.getRequest().getPath().pathWithinApplication().value();
    if (!settings.actuator() && actuator.has(path)) {
      return chain.filter(exchange);
    }
    ReactiveExchange request = ReactiveExchange.begin(exchange, settings.parameters());
    exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> committed(request)));
    return chain
        .filter(exchange)
        .doOnSuccess(nothing -> log(request))
        .doOnError(error -> failed(request, error))
        .doOnCancel(() -> log(request));
  }

  /** What failed is answered by handlers behind all filters; then it is known how. */
  private void committed(ReactiveExchange request) {
    request.committed();
    if (request.hasFailed()) {
      log(request);
    }
  }

  private void failed(ReactiveExchange request, Throwable error) {
    if (request.failed(error)) {
      log(request); // in the middle of an answer, which nobody can change now
    }
  }

  private void log(ReactiveExchange request) {
    request.end().ifPresent(events::log);
  }
}
