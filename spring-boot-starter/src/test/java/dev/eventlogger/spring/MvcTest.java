package dev.eventlogger.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Requests to a complete Spring MVC application become events. */
@Tag("smoke")
@Timeout(60)
class MvcTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ConfigurableApplicationContext context;
  private static InMemoryEventLogger delivered;
  private static String address;

  @BeforeAll
  static void start() {
    context =
        new SpringApplicationBuilder(MvcApplication.class)
            .properties(
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.main.web-application-type=servlet",
                "spring.datasource.generate-unique-name=true",
                "management.endpoints.web.exposure.include=*",
                "management.endpoint.health.show-details=always",
                "event-logger.logger-name=in-memory",
                "event-logger.delivery.linger=1ms",
                "event-logger.reports.every=0s",
                "event-logger.api.parameters=q",
                "event-logger.context.keys[0]=user.id",
                "event-logger.context.keys[1]=ip")
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

  private static HttpResponse<String> send(String method, String path, String user)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path)).method(method, BodyPublishers.noBody());
    if (user != null) {
      String login = Base64.getEncoder().encodeToString((user + ":pw").getBytes(UTF_8));
      request.header("Authorization", "Basic " + login);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /users/42?q=x&secret=y, ada, 200, '/users/{id}'",
    "GET, /later, ada, 200, /later",
    "GET, /stream, ada, 200, /stream",
    "POST, /users, ada, 201, /users",
    "GET, /users/none, ada, 400, '/users/{id}'",
    "GET, /conflict, ada, 409, /conflict",
    "GET, /fails, ada, 500, /fails",
    "GET, /admin/keys, ada, 403, unmatched",
    "GET, /no/such/page, ada, 404, unmatched",
    "GET, /forward, ada, 200, /forward",
    "GET, /later-fails, ada, 500, /later-fails",
    "GET, /times-out, ada, 503, /times-out",
    "GET, /gone, ada, 410, /gone",
  })
  void saysWhoAskedForWhatAndWhatWasAnswered(
      String method, String path, String user, int status, String route) throws Exception {
    assertThat(send(method, path, user).statusCode()).isEqualTo(status);

    Event event = apis(1).get(0);
    assertThat(event.data())
        .containsEntry("method", method)
        .containsEntry("status", status)
        .containsEntry("route", route)
        .containsEntry("params", path.contains("?") ? Map.of("q", "x") : Map.of());
    assertThat(event.uid()).isEqualTo(user);
    assertThat(event.context())
        .containsEntry("user", Map.of("id", user))
        .containsEntry("ip", "127.0.0.1");
    assertThat(event.level()).isEqualTo(status >= 500 ? Level.ERROR : Level.INFO);
    assertThat(event.toJson()).doesNotContain("ada's secret");
    assertThat(event.data().containsKey("error")).isEqualTo(status >= 500);
  }

  @Test
  void logsEachOfTwelveRequestsOnceButThatToTheActuator() throws Exception {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("/users/7", "ada GET /users/{id} 200");
    expected.put("/later", "ada GET /later 200");
    expected.put("/stream", "ada GET /stream 200");
    expected.put("/conflict", "ada GET /conflict 409");
    expected.put("/fails", "ada GET /fails 500");
    expected.put("/users/8", "null GET unmatched 401"); // not signed in
    expected.put("/admin/keys", "ada GET unmatched 403");
    expected.put("/no/such/page", "ada GET unmatched 404");
    expected.put("/times-out", "ada GET /times-out 503");
    expected.put("/forward", "ada GET /forward 200");
    expected.put("/gone", "ada GET /gone 410");
    expected.put("/actuator/health", "none");
    for (String path : expected.keySet()) {
      String unused = send("GET", path, path.equals("/users/8") ? null : "ada").body();
    }
    String last = send("GET", "/users/9?q=last", "ada").body();
    assertThat(last).isEqualTo("user 9");
    expected.put("/users/9", "ada GET /users/{id} 200");
    expected.remove("/actuator/health");

    assertThat(apis(expected.size()))
        .extracting(MvcTest::shown)
        .containsExactlyInAnyOrderElementsOf(expected.values());
  }

  private static String shown(Event event) {
    Map<String, ?> data = event.data();
    return event.uid()
        + " "
        + data.get("method")
        + " "
        + data.get("route")
        + " "
        + data.get("status");
  }

  /** The events of requests, once there are so many; there are also audit events of sign-ins. */
  private static List<Event> apis(int count) throws InterruptedException {
    List<Event> found = List.of();
    for (int all = count; found.size() < count; all++) {
      found =
          delivered.await(all, Duration.ofSeconds(20)).stream()
              .filter(event -> event.type() == EventType.API)
              .toList();
    }
    return found;
  }

  @Test
  void saysWhatNobodyWasAllowedToAsk() throws Exception {
    assertThat(send("GET", "/users/1", null).statusCode()).isEqualTo(401);

    Event event = apis(1).get(0);
    assertThat(event.data()).containsEntry("status", 401).containsEntry("route", "unmatched");
    assertThat(event.uid()).isNull();
  }

  @Test
  void auditsSignInsAndFindsThemAgain() throws Exception {
    assertThat(send("GET", "/users/1", "eve").statusCode()).isEqualTo(401);

    Event event = delivered.await(1, Duration.ofSeconds(20)).get(0);
    assertThat(event.level()).isEqualTo(Level.AUDIT);
    assertThat(event.name()).isEqualTo("authentication-failure");
    assertThat(event.uid()).isEqualTo("eve");
    assertThat(event.data()).containsEntry("audit_type", "AUTHENTICATION_FAILURE");
    assertThat(event.toJson()).doesNotContain("sessionId");
    assertThat(send("GET", "/actuator/auditevents?principal=eve", null).body())
        .contains("AUTHENTICATION_FAILURE");
  }

  @Test
  void leavesTheActuatorOutAndShowsTheLedgerThere() throws Exception {
    assertThat(send("GET", "/actuator/eventlogger", null).body())
        .contains("\"logged\":")
        .contains("\"in-memory\":");
    assertThat(send("GET", "/actuator/health", null).body())
        .contains("\"eventLogger\":{", "\"in-memory\":{\"pending\":")
        .doesNotContain("DOWN");
    assertThat(send("GET", "/actuator/metrics/eventlog.events", null).statusCode()).isEqualTo(200);
    assertThat(delivered.events()).noneMatch(event -> event.type() == EventType.API);
  }
}
