package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Level;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Requests to a whole application of Spring WebFlux as events. */
@Timeout(60)
class ReactiveTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ConfigurableApplicationContext context;
  private static InMemoryEventLogger delivered;
  private static String address;

  @Configuration
  @EnableAutoConfiguration
  static class Application {

    @RestController
    static class Pages {
      @GetMapping("/users/{id}")
      Mono<String> user(@PathVariable int id) {
        return Mono.just("user " + id);
      }

      @GetMapping("/many")
      Flux<String> many() {
        return Flux.just("a", "b").delayElements(Duration.ofMillis(10));
      }

      @GetMapping("/fails")
      Mono<String> fails() {
        return Mono.error(new IllegalStateException("ada's secret"));
      }

      @GetMapping("/conflict")
      Mono<String> conflict() {
        return Mono.error(new ResponseStatusException(HttpStatus.CONFLICT));
      }
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
    SecurityWebFilterChain security(ServerHttpSecurity http) {
      return http.authorizeExchange(requests -> requests.anyExchange().authenticated())
          .httpBasic(Customizer.withDefaults())
          .build();
    }
  }

  @BeforeAll
  static void start() {
    context =
        new SpringApplicationBuilder(Application.class)
            .properties(
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.main.web-application-type=reactive",
                "spring.datasource.generate-unique-name=true",
                "event-logger.logger-name=in-memory",
                "event-logger.delivery.linger=1ms",
                "event-logger.reports.every=0s",
                "event-logger.audit.enabled=false",
                "event-logger.api.parameters=q")
            .run();
    delivered = context.getBean(InMemoryEventLogger.class);
    address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @BeforeEach
  void clear() {
    delivered.clear();
  }

  @ParameterizedTest
  @CsvSource({
    "/users/42?q=x&secret=y, ada, 200, '/users/{id}'",
    "/many, ada, 200, /many",
    "/users/none, ada, 400, '/users/{id}'",
    "/conflict, ada, 409, /conflict",
    "/fails, ada, 500, /fails",
    "/no/such/page, ada, 404, unmatched",
    "/users/1, , 401, unmatched",
    "/actuator/health, , 401, ",
  })
  void saysWhoAskedForWhatAndWhatWasAnswered(String path, String user, int status, String route)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    if (user != null) {
      request.header("Authorization", "Basic YWRhOnB3");
    }
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(status);
    if (route == null) {
      assertThat(delivered.events()).as("the actuator is left out").isEmpty();
      return;
    }

    Event event = delivered.await(1, Duration.ofSeconds(20)).get(0);
    assertThat(event.data())
        .containsEntry("method", "GET")
        .containsEntry("status", status)
        .containsEntry("route", route)
        .containsEntry("params", path.contains("?") ? Map.of("q", "x") : Map.of());
    assertThat(event.uid()).isEqualTo(user);
    assertThat(event.level()).isEqualTo(status >= 500 ? Level.ERROR : Level.INFO);
    assertThat(event.toJson()).doesNotContain("ada's secret");
  }
}
