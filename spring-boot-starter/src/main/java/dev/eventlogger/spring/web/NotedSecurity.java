package dev.eventlogger.spring.web;

import dev.eventlogger.spring.SecurityUser;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.AuthorizationWebFilter;
import org.springframework.security.web.server.context.WebSessionServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The filters of Spring Security, with two of ours. One stands before the filter that refuses, and
 * notes the user when that filter or the application asks for it. The other stands before all,
 * since some filters answer themselves, and notes who has signed in. Thread-safe.
 */
record NotedSecurity(SecurityWebFilterChain filters) implements SecurityWebFilterChain {

  private static final String USER =
      WebSessionServerSecurityContextRepository.DEFAULT_SPRING_SECURITY_CONTEXT_ATTR_NAME;

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
    all.add(0, NotedSecurity::signingIn);
    int refusing = 0;
    while (refusing < all.size() && !(all.get(refusing) instanceof AuthorizationWebFilter)) {
      refusing++;
    }
    all.add(refusing, NotedSecurity::noting);
    return all;
  }

  /** A form login puts the user into the session, and ends with a redirect. */
  private static Mono<Void> signingIn(ServerWebExchange exchange, WebFilterChain chain) {
    ReactiveExchange request = ReactiveExchange.of(exchange);
    return request == null
        ? chain.filter(exchange)
        : chain
            .filter(NotedExchange.of(exchange))
            .doOnSuccess(nothing -> noteUserOfSession(request));
  }

  private static void noteUserOfSession(ReactiveExchange request) {
    WebSession session = request.session();
    if (session != null
        && request.uid() == null
        && session.getAttribute(USER) instanceof SecurityContext known) {
      request.isOf(SecurityUser.name(known.getAuthentication()));
    }
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
