package dev.eventlogger.spring;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.WebSessionManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A Spring WebFlux application with sign-in. */
@Configuration
@EnableAutoConfiguration
@Import({FluxApplication.Pages.class, FluxApplication.Reports.class})
class FluxApplication {

  /** Answers in every way. */
  @RestController
  static class Pages {

    private final EventLogger events;
    private final Reports reports;

    Pages(EventLogger events, Reports reports) {
      this.events = events;
      this.reports = reports;
    }

    @GetMapping("/users/{id}")
    Mono<String> user(@PathVariable int id) {
      return Mono.just("user " + id);
    }

    @GetMapping("/open/{id}")
    Mono<String> open(@PathVariable String id) {
      return Mono.just("open");
    }

    @GetMapping("/open/basket")
    Mono<String> basket(WebSession session) {
      session.start();
      return Mono.just("basket");
    }

    @GetMapping("/many")
    Flux<String> many() {
      return Flux.just("a", "b").delayElements(Duration.ofMillis(10));
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<String> stream() {
      return Flux.just("a", "b").delayElements(Duration.ofMillis(10));
    }

    @GetMapping("/fails")
    Mono<String> fails() {
      return Mono.error(new IllegalStateException("ada's secret"));
    }

    @GetMapping("/late")
    Mono<String> late() {
      return Mono.<String>never().timeout(Duration.ofMillis(10));
    }

    @GetMapping("/conflict")
    Mono<String> conflict() {
      return Mono.error(new ResponseStatusException(HttpStatus.CONFLICT));
    }

    @GetMapping("/never")
    Mono<String> never() {
      return Mono.never();
    }

    @GetMapping("/admin/keys")
    Mono<String> keys() {
      return Mono.just("keys");
    }

    /** Logs on another thread than the one that has read the request. */
    @GetMapping("/logs")
    Mono<String> logs() {
      return Mono.delay(Duration.ofMillis(10))
          .map(
              later -> {
                events.log(EventDraft.named("read-in-the-middle"));
                return "logged";
              });
    }

    @GetMapping("/report/{id}")
    Mono<String> report(@PathVariable int id) {
      return Mono.delay(Duration.ofMillis(10)).then(reports.run(id));
    }
  }

  /** Has a method that is logged. */
  static class Reports {
    @LogEvent(name = "report-run")
    public Mono<String> run(int id) {
      return Mono.delay(Duration.ofMillis(10)).thenReturn("report");
    }
  }

  /** How often sessions were asked for. */
  static class AskedSessions extends AtomicInteger {
    private static final long serialVersionUID = 1;
  }

  @Bean
  AskedSessions asked() {
    return new AskedSessions();
  }

  @Bean
  static BeanPostProcessor counting(ObjectProvider<AskedSessions> asked) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof WebSessionManager sessions)) {
          return bean;
        }
        WebSessionManager counted =
            exchange ->
                Mono.defer(
                    () -> {
                      asked.getObject().incrementAndGet();
                      return sessions.getSession(exchange);
                    });
        return counted;
      }
    };
  }

  @Bean
  InMemoryEventLogger delivered() {
    return new InMemoryEventLogger();
  }

  @Bean
  MapReactiveUserDetailsService users() {
    return new MapReactiveUserDetailsService(
        User.withUsername("ada").password("{noop}pw").roles("USER").build());
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  SecurityWebFilterChain signIn(ServerHttpSecurity http) {
    return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers("/login"))
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .formLogin(Customizer.withDefaults())
        .build();
  }

  @Bean
  SecurityWebFilterChain security(ServerHttpSecurity http) {
    return http.authorizeExchange(
            requests ->
                requests
                    .pathMatchers("/open/**")
                    .permitAll()
                    .pathMatchers("/admin/**")
                    .hasRole("ADMIN")
                    .anyExchange()
                    .authenticated())
        .httpBasic(Customizer.withDefaults())
        // The default cache asks for the session at each request.
        .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
        .build();
  }
}
