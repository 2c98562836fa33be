package dev.eventlogger.spring;

import dev.eventlogger.event.Event;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Hooks;

/** A running {@link FluxApplication} with an HTTP client. For one thread. */
final class RunningFlux implements AutoCloseable {

  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private final InMemoryEventLogger delivered;
  private final String address;

  /**
   * Starts the application.
   *
   * @param propagation {@code auto} or {@code limited}, for all of Reactor in this process until
   *     this is closed
   */
  RunningFlux(String propagation) {
    context =
        new SpringApplicationBuilder(FluxApplication.class)
            .properties(
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.main.web-application-type=reactive",
                "spring.reactor.context-propagation=" + propagation,
                "spring.datasource.generate-unique-name=true",
                "event-logger.logger-name=in-memory",
                "event-logger.delivery.linger=1ms",
                "event-logger.reports.every=0s",
                "event-logger.audit.enabled=false",
                "event-logger.api.parameters=q",
                "event-logger.context.keys[0]=user.id",
                "event-logger.context.keys[1]=ip",
                "event-logger.context.keys[2]=request.path",
                "event-logger.context.keys[3]=session",
                "event-logger.context.keys[4]=trace_id",
                "event-logger.context.keys[5]=args.q")
            .run();
    delivered = context.getBean(InMemoryEventLogger.class);
    address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  CompletableFuture<HttpResponse<String>> ask(String path, String user) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
    if (user != null) {
      request.header("Authorization", "Basic YWRhOnB3");
    }
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /** Signs in with the login form. */
  HttpResponse<String> signIn(String user, String password) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(address + "/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("username=" + user + "&password=" + password))
            .build(),
        BodyHandlers.ofString());
  }

  InMemoryEventLogger delivered() {
    return delivered;
  }

  /** Waits for the first event of a name. */
  Event event(String name) throws InterruptedException {
    for (int count = 1; ; count++) {
      for (Event event : delivered.await(count, PATIENCE)) {
        if (event.name().equals(name)) {
          return event;
        }
      }
    }
  }

  /** How often a session was asked for since the last call. */
  int askedSessions() {
    return context.getBean(FluxApplication.AskedSessions.class).getAndSet(0);
  }

  @Override
  public void close() {
    context.close();
    Hooks.disableAutomaticContextPropagation();
  }
}
