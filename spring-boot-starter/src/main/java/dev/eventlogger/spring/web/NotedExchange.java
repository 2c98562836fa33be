package dev.eventlogger.spring.web;

import java.security.Principal;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * Notes user and session when the application asks for them. Never asks itself, which would load a
 * session from wherever it is kept. Thread-safe.
 */
final class NotedExchange extends ServerWebExchangeDecorator {

  private final ReactiveExchange request;

  private NotedExchange(ServerWebExchange exchange, ReactiveExchange request) {
    super(exchange);
    this.request = request;
  }

  /** An exchange that notes them; the same exchange if its request is not being logged. */
  static ServerWebExchange of(ServerWebExchange exchange) {
    ReactiveExchange request = ReactiveExchange.of(exchange);
    return request == null ? exchange : new NotedExchange(exchange, request);
  }

  @Override
  public <T extends Principal> Mono<T> getPrincipal() {
    return super.<T>getPrincipal().doOnNext(this::note);
  }

  private void note(Principal user) {
    // AnonymousAuthenticationToken of Spring Security, which may not be on the class path.
    if (!user.getClass().getSimpleName().startsWith("Anonymous")) {
      request.isOf(user.getName());
    }
  }

  @Override
  public Mono<WebSession> getSession() {
    return super.getSession().doOnNext(request::isIn);
  }
}
