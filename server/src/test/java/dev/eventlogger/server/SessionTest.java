package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.Keys;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import dev.eventlogger.testing.LogRecords;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may read: with a token, or with a browser that has signed in with one. */
@Timeout(60)
class SessionTest {

  private static final String EVENTS = "/api/log/events?since=all";

  @TempDir private Path folder;

  private Keys keys() {
    return new Keys(folder.resolve("keys.json"));
  }

  private static String add(Keys keys, String id, Scope... scopes) throws Exception {
    return keys.add(id, KeyKind.READ, Restrictions.NONE, scopes);
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private static String signIn(StartedServer server, String token) throws Exception {
    HttpResponse<String> answer =
        server.post(
            "/api/session", "{\"token\":\"" + token + "\"}", "Sec-Fetch-Site", "same-origin");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    return answer.headers().firstValue("Set-Cookie").orElseThrow();
  }

  private static String pair(String setCookie) {
    return setCookie.substring(0, setCookie.indexOf(';'));
  }

  @Test
  void readsWithACookieThatScriptsAndOtherSitesDoNotGet() throws Exception {
    Keys keys = keys();
    String token = add(keys, "ada", Scope.READ);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      String cookie = signIn(server, token);

      assertThat(cookie)
          .startsWith("event_logger_session=")
          .contains("; HttpOnly")
          .contains("; SameSite=Strict")
          .contains("; Max-Age=28800")
          .doesNotContain(token)
          .doesNotContain("Secure");
      assertThat(server.get(EVENTS).statusCode()).isEqualTo(401);
      assertThat(server.get(EVENTS, "Cookie", pair(cookie)).statusCode()).isEqualTo(200);
      assertThat(server.get("/api/session", "Cookie", pair(cookie)).body())
          .contains("\"source\":\"ada\"")
          .contains("\"scopes\":[\"read\"]");
    }
  }

  @Test
  void endsASessionWithItsKeyAndWhenSomebodySignsOut() throws Exception {
    Keys keys = keys();
    String ada = add(keys, "ada", Scope.READ);
    String bob = add(keys, "bob", Scope.READ);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      String ofAda = pair(signIn(server, ada));
      String ofBob = pair(signIn(server, bob));

      keys.revoke("ada");
      HttpResponse<String> out = server.delete("/api/session", "Cookie", ofBob);

      while (server.get(EVENTS, "Cookie", ofAda).statusCode() != 401) {
        Thread.sleep(50); // the file is only checked once a second
      }
      assertThat(out.statusCode()).isEqualTo(204);
      assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
      assertThat(server.get(EVENTS, "Cookie", ofBob).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void takesACookieFromNoOtherPageWhateverTheListsSay() throws Exception {
    Keys keys = keys();
    String token = add(keys, "ada", Scope.READ, Scope.ERASE);
    try (StartedServer server =
        StartedServer.with(keys.setting(), "origins: ['https://shop.example.org']")) {
      String cookie = pair(signIn(server, token));
      String origin = "https://shop.example.org";

      assertThat(server.get(EVENTS, "Cookie", cookie, "Origin", origin).statusCode())
          .isEqualTo(403);
      assertThat(server.get(EVENTS, "Cookie", cookie, "Sec-Fetch-Site", "cross-site").statusCode())
          .isEqualTo(403);
      assertThat(
              server
                  .delete("/api/log/events?uid=1", "Cookie", cookie, "Origin", origin)
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              server
                  .post("/api/session", "{\"token\":\"" + token + "\"}", "Origin", origin)
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void letsNobodySignInWithAKeyThatMayNotRead() throws Exception {
    Keys keys = keys();
    String writer = keys.add("app", KeyKind.SERVER, Restrictions.NONE, Scope.WRITE);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      assertThat(server.post("/api/session", "{\"token\":\"" + writer + "\"}").statusCode())
          .isEqualTo(403);
      assertThat(server.post("/api/session", "{\"token\":\"el_wrong\"}").statusCode())
          .isEqualTo(401);
      assertThat(server.post("/api/session", "el_wrong").statusCode()).isEqualTo(400);
      assertThat(server.get(EVENTS, "Cookie", "event_logger_session=guessed").statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void hasNoSessionsWhereThereAreNoKeys() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      assertThat(server.post("/api/session", "{\"token\":\"el_any\"}").statusCode()).isEqualTo(409);
      assertThat(server.get("/api/session").body()).contains("\"source\":\"local\"");
    }
  }

  @Test
  void asksForTheScopeOfWhatIsDone() throws Exception {
    Keys keys = keys();
    String reader = add(keys, "reader", Scope.READ);
    String eraser = add(keys, "eraser", Scope.ERASE);
    String exporter = add(keys, "exporter", Scope.EXPORT);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      String export = "/api/log/export?since=all&format=csv";
      String erase = "/api/log/events?uid=ada";

      assertThat(server.get(EVENTS, "Authorization", bearer(reader)).statusCode()).isEqualTo(200);
      assertThat(server.get(EVENTS, "Authorization", bearer(eraser)).statusCode()).isEqualTo(403);
      assertThat(server.get(export, "Authorization", bearer(reader)).statusCode()).isEqualTo(403);
      assertThat(server.get(export, "Authorization", bearer(exporter)).statusCode()).isEqualTo(200);
      assertThat(server.delete(erase, "Authorization", bearer(reader)).statusCode()).isEqualTo(403);
      assertThat(server.delete(erase, "Authorization", bearer(eraser)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void saysNothingOfWhatIsRefusedInAnyLog() throws Exception {
    Keys keys = keys();
    String token = add(keys, "ada", Scope.READ);
    try (LogRecords all = new LogRecords("");
        StartedServer server = StartedServer.with(keys.setting())) {
      String cookie = pair(signIn(server, token));
      for (String path : List.of(EVENTS, "/api/log/export?format=csv", "/api/ledger", "/view")) {
        HttpResponse<String> inUrl =
            server.get(path + (path.contains("?") ? "&" : "?") + "token=" + token);
        HttpResponse<String> wrong = server.get(path, "Authorization", "Bearer " + token + "x");
        HttpResponse<String> foreign =
            server.get(path, "Cookie", cookie, "Origin", "https://other.example.org");

        assertThat(List.of(inUrl.statusCode(), wrong.statusCode(), foreign.statusCode()))
            .as(path)
            .containsExactly(401, 401, 403);
      }
      assertThat(server.delete("/api/log/events?uid=ada", "Cookie", cookie).statusCode())
          .isEqualTo(403);

      assertThat(all.toString())
          .doesNotContain(token)
          .doesNotContain(cookie.substring(cookie.indexOf('=') + 1))
          .doesNotContain("uid=ada");
    }
  }

  @Test
  void takesNoTokenInAUrl() throws Exception {
    Keys keys = keys();
    String token = add(keys, "ada", Scope.READ);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      HttpResponse<String> answer = server.get(EVENTS + "&token=" + token);

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).doesNotContain(token);
    }
  }

  @Test
  void erasesAUserAndNotesItWithoutHisName() throws Exception {
    Keys keys = keys();
    String eraser = add(keys, "eraser", Scope.ERASE);
    String writer = keys.add("app", KeyKind.SERVER, Restrictions.NONE, Scope.WRITE);
    try (StartedServer server = StartedServer.with(keys.setting())) {
      String events = "{\"uid\":\"ada\",\"name\":\"a\"}\n{\"uid\":\"bob\",\"name\":\"b\"}\n";
      assertThat(server.post("/v1/events", events, "Authorization", bearer(writer)).statusCode())
          .isEqualTo(200);
      List<Event> unused = server.await(2);
      String path = "/api/log/events?uid=ada";

      HttpResponse<String> tried =
          server.delete(path + "&dry_run=true", "Authorization", bearer(eraser));
      HttpResponse<String> done = server.delete(path, "Authorization", bearer(eraser));

      assertThat(tried.body()).contains("\"would_remove\":1");
      assertThat(done.body()).contains("\"removed\":1");
      assertThat(server.events.flush(Duration.ofSeconds(10))).isEqualTo(FlushResult.FLUSHED);
      List<Event> left = server.memory.events();
      assertThat(left).extracting(Event::uid).containsOnly("bob", null);
      Event note = left.get(left.size() - 1);
      assertThat(note.data()).containsEntry("kind", "erasure").containsEntry("events", 1);
      assertThat(note.toJson()).doesNotContain("ada");
    }
  }
}
