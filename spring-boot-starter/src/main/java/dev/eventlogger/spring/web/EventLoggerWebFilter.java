package dev.eventlogger.spring.web;

import dev.eventlogger.Events;
import dev.eventlogger.spring.EventLoggerProperties.Api;
import dev.eventlogger.spring.ReactiveContext;
import java.util.concurrent.CancellationException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

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
    return Mono.deferContextual(context -> filter(exchange, chain, context));
  }

  private Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain, ContextView context) {
    ReactiveExchange request = ReactiveExchange.begin(exchange, settings.parameters());
    Context around = ReactiveContext.with(Context.of(context), new ReactiveRequestContext(request));
    exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> committed(request, around)));
    return chain
        .filter(exchange)
        .doOnSuccess(nothing -> log(request, around))
        .doOnError(error -> failed(request, error, around))
        .doOnCancel(() -> givenUp(request, around))
        .contextWrite(around);
  }

  /**
   * A failed request is answered by handlers behind all filters, and can be logged once that is
   * done.
   */
  private void committed(ReactiveExchange request, ContextView context) {
    request.committed();
    if (request.hasFailed()) {
      log(request, context);
    }
  }

  private void failed(ReactiveExchange request, Throwable error, ContextView context) {
    if (request.failed(error)) {
      log(request, context); // the answer has begun, so that no handler can change it
    }
  }

  /** The client has gone; if no answer had begun, the request counts as cancelled. */
  private void givenUp(ReactiveExchange request, ContextView context) {
    if (!request.isCommitted()) {
      boolean unused = request.failed(new CancellationException());
    }
    log(request, context);
  }

  private void log(ReactiveExchange request, ContextView context) {
    request.end().ifPresent(event -> ReactiveContext.within(context, () -> events.log(event)));
  }
}
