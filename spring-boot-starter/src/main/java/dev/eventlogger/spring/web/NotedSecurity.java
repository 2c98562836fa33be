package dev.eventlogger.spring.web;

import dev.eventlogger.spring.SecurityUser;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.AuthorizationWebFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Filters of Spring Security, with one of ours before that which refuses: takes note of who asks
 * when that one wants to know, or the application. Thread-safe.
 */
record NotedSecurity(SecurityWebFilterChain filters) implements SecurityWebFilterChain {

  @Override
  public Mono<Boolean> matches(ServerWebExchange exchange) {
    return filters.matches(exchange);
  }

  @Override
  public Flux<WebFilter> getWebFilters() {
    return filters.getWebFilters().collectList().flatMapIterable(NotedSecurity::withOurs);
  }

  private static List<WebFilter> withOurs(List<WebFilter> filters) {
    List<WebFilter> all = new ArrayList<>(filters);
    int refusing = 0;
    while (refusing < all.size() && !(all.get(refusing) instanceof AuthorizationWebFilter)) {
      refusing++;
    }
    all.add(refusing, NotedSecurity::noting);
    return all;
  }

  private static Mono<Void> noting(ServerWebExchange exchange, WebFilterChain chain) {
    ReactiveExchange request = ReactiveExchange.of(exchange);
    if (request == null) {
      return chain.filter(exchange);
    }
    return Mono.deferContextual(
        context -> {
          Mono<SecurityContext> noted =
              ReactiveSecurityContextHolder.getContext()
                  .contextWrite(context)
                  .doOnNext(known -> request.isOf(SecurityUser.name(known.getAuthentication())));
          return chain
              .filter(NotedExchange.of(exchange))
              .contextWrite(ReactiveSecurityContextHolder.withSecurityContext(noted));
        });
  }
}
