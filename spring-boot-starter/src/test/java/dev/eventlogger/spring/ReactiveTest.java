package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Level;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests to a complete Spring WebFlux application become events; and events logged within them.
 */
@Tag("smoke")
@Timeout(60)
class ReactiveTest {

  private static RunningFlux application;

  @BeforeAll
  static void start() {
    application = new RunningFlux("auto");
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @BeforeEach
  void clear() {
    application.delivered().clear();
    int unused = application.askedSessions();
  }

  private static HttpResponse<String> send(String path, String user) throws Exception {
    return application.ask(path, user).get(40, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "/users/42?q=x&secret=y, ada, 200, '/users/{id}'",
    "/many, ada, 200, /many",
    "/stream, ada, 200, /stream",
    "/users/none, ada, 400, '/users/{id}'",
    "/conflict, ada, 409, /conflict",
    "/fails, ada, 500, /fails",
    "/late, ada, 500, /late",
    "/no/such/page, ada, 404, unmatched",
    "/admin/keys, ada, 403, unmatched",
    "/users/1, , 401, unmatched",
    "/admin/keys, , 401, unmatched",
    "/open/7, , 200, '/open/{id}'",
  })
  void saysWhoAskedForWhatAndWhatWasAnswered(String path, String user, int status, String route)
      throws Exception {
    assertThat(send(path, user).statusCode()).isEqualTo(status);

    Event event = application.event("api");
    assertThat(event.data())
        .containsEntry("method", "GET")
        .containsEntry("status", status)
        .containsEntry("route", route)
        .containsEntry("params", path.contains("?") ? Map.of("q", "x") : Map.of());
    assertThat(event.uid()).isEqualTo(user);
    assertThat(event.level()).isEqualTo(status >= 500 ? Level.ERROR : Level.INFO);
    assertThat(event.context())
        .containsEntry("user", Map.of("id", user == null ? "" : user))
        .containsEntry("ip", "127.0.0.1")
        .containsEntry("request", Map.of("path", path.replaceAll("\\?.*", "")))
        .containsEntry("args", Map.of("q", path.contains("?") ? "x" : ""))
        .containsEntry("trace_id", RunningFlux.TRACE);
    assertThat(event.toJson()).doesNotContain("ada's secret");
  }

  @ParameterizedTest
  @CsvSource({"ada, pw, /, ada", "ada, wrong, /login?error, "})
  void saysWhoHasSignedInByAForm(String user, String password, String location, String uid)
      throws Exception {
    HttpResponse<String> answer = application.signIn(user, password);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("location")).hasValue(location);
    Event event = application.event("api");
    assertThat(event.data()).containsEntry("method", "POST").containsEntry("status", 302);
    assertThat(event.uid()).isEqualTo(uid);
    assertThat(event.toJson()).doesNotContain(password);
  }

  @Test
  void leavesTheActuatorOut() throws Exception {
    assertThat(send("/actuator/health", null).statusCode()).isEqualTo(401);
    assertThat(send("/users/1", "ada").statusCode()).isEqualTo(200);

    Event first = application.event("api");
    assertThat(first.data()).containsEntry("route", "/users/{id}");
  }

  @Test
  void knowsTheRequestOfWhatIsLoggedInTheMiddle() throws Exception {
    assertThat(send("/logs", "ada").statusCode()).isEqualTo(200);

    assertThat(application.event("read-in-the-middle").context())
        .containsEntry("user", Map.of("id", "ada"))
        .containsEntry("request", Map.of("path", "/logs"))
        .containsEntry("ip", "127.0.0.1")
        .containsEntry("trace_id", RunningFlux.TRACE);
    // This event comes later, and would otherwise be taken for another test's.
    assertThat(application.event("api").data()).containsEntry("route", "/logs");
  }

  @Test
  void keepsRequestsApartThatAreAnsweredAtOnce() throws Exception {
    var first = application.ask("/logs?q=1", "ada");
    var second = application.ask("/logs?q=2", "ada");
    first.get(40, TimeUnit.SECONDS);
    second.get(40, TimeUnit.SECONDS);

    assertThat(application.delivered().await(4, Duration.ofSeconds(20)))
        .extracting(event -> event.name() + event.context().get("args"))
        .containsExactlyInAnyOrder(
            "read-in-the-middle{q=1}", "read-in-the-middle{q=2}", "api{q=1}", "api{q=2}");
  }

  @Test
  void asksForNoSessionThatTheApplicationDoesNotWant() throws Exception {
    assertThat(send("/open/7", null).headers().map()).doesNotContainKey("set-cookie");
    assertThat(application.askedSessions()).isZero();
    assertThat(application.event("api").context()).containsEntry("session", "");
  }

  @Test
  void namesTheSessionThatItWants() throws Exception {
    HttpResponse<String> answer = send("/open/basket", null);

    String id =
        answer.headers().firstValue("set-cookie").orElseThrow().replaceAll("^.*?=|;.*$", "");
    assertThat(application.event("api").context())
        .hasEntrySatisfying("session", name -> assertThat(name.toString()).hasSize(16));
    assertThat(application.event("api").toJson()).doesNotContain(id);
  }
}
