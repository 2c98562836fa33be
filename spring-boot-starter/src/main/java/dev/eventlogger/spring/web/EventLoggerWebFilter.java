package dev.eventlogger.spring.web;

import dev.eventlogger.Events;
import dev.eventlogger.spring.EventLoggerProperties.Api;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

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
    return chain
        .filter(exchange)
        .doOnError(request::failed)
        .doFinally(signal -> end(request, exchange, signal));
  }

  /** What failed is answered by handlers behind all filters; then its status is known. */
  private void end(ReactiveExchange request, ServerWebExchange exchange, SignalType signal) {
    boolean isAnsweredLater =
        signal == SignalType.ON_ERROR && !exchange.getResponse().isCommitted();
    if (isAnsweredLater) {
      exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> log(request)));
    } else {
      log(request);
    }
  }

  private void log(ReactiveExchange request) {
    request.end().ifPresent(events::log);
  }
}
