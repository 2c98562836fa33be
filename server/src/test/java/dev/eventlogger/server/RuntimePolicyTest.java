package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.Level;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.Keys;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The policy, changed over HTTP. */
@Timeout(60)
class RuntimePolicyTest {

  private static final String POLICY = "/api/policy";
  private static final String STANDARD = "{\"everyone\":\"standard\"}";

  @TempDir private Path folder;

  private String key(Scope... scopes) throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    return "Bearer " + keys.add("ada", KeyKind.READ, Restrictions.NONE, scopes);
  }

  private StartedServer start() {
    return StartedServer.of(
        "EVENT_LOGGER_NAME: in-memory\nEVENT_DELIVERY: {linger: 10ms}\n"
            + "EVENT_POLICY: {file: '"
            + folder.resolve("rules.json")
            + "'}\n"
            + StartedServer.section("keys_file: '" + folder.resolve("keys.json") + "'"));
  }

  private static HttpResponse<String> put(StartedServer server, String rules, String key)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(POLICY)).PUT(BodyPublishers.ofString(rules));
    return server.send(request, "Authorization", key);
  }

  @Test
  void showsChangesAndTakesBackTheRulesInForce() throws Exception {
    String key = key(Scope.ADMIN);
    try (StartedServer server = start()) {
      assertThat(server.json(POLICY, "Authorization", key))
          .containsEntry("policy", Map.of())
          .containsEntry("changed", false)
          .containsEntry("changeable", true);

      HttpResponse<String> changed =
          put(server, "{\"everyone\":{\"capture\":\"custom\",\"names\":\"view\"}}", key);

      assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
      assertThat(server.events.log("1", EventType.CLICK, Map.of()).isAccepted()).isFalse();
      assertThat(server.json(POLICY, "Authorization", key)).containsEntry("changed", true);
      assertThat(Files.readString(folder.resolve("rules.json"))).contains("custom");
      assertThat(server.delete(POLICY, "Authorization", key).statusCode()).isEqualTo(200);
      assertThat(server.events.log("1", EventType.CLICK, Map.of()).isAccepted()).isTrue();
      assertThat(folder.resolve("rules.json")).doesNotExist();
    }
  }

  @Test
  void notesWhoChangesThemEvenWhereTheRulesWantNothing() throws Exception {
    String key = key(Scope.ADMIN);
    try (StartedServer server = start()) {
      assertThat(put(server, STANDARD, key).statusCode()).isEqualTo(200);

      Event note = server.await(1).get(0);

      assertThat(note.name()).isEqualTo("event-read");
      assertThat(note.level()).isEqualTo(Level.AUDIT);
      assertThat(note.data())
          .containsEntry("kind", "policy")
          .containsEntry("policy", Map.of("everyone", "standard"));
      assertThat(note.context()).containsEntry("source", "ada");
    }
  }

  @Test
  void refusesRulesThatAreWrongAndSaysWhere() throws Exception {
    String key = key(Scope.ADMIN);
    try (StartedServer server = start()) {
      HttpResponse<String> wrong = put(server, "{\"everyone\":\"loud\",\"usres\":{}}", key);

      assertThat(wrong.statusCode()).isEqualTo(422);
      List<?> problems =
          (List<?>) JsonReader.asObject(new JsonReader().read(wrong.body())).get("problems");
      assertThat(problems.toString())
          .contains("EVENT_POLICY.everyone: must be standard or verbose")
          .contains("EVENT_POLICY.usres: ");
      assertThat(put(server, "[1]", key).statusCode()).isEqualTo(400);
      assertThat(put(server, "{", key).statusCode()).isEqualTo(400);
      assertThat(server.json(POLICY, "Authorization", key)).containsEntry("changed", false);
    }
  }

  @Test
  void letsOnlyThoseInWhoMay() throws Exception {
    String reader = key(Scope.READ, Scope.EXPORT, Scope.ERASE);
    try (StartedServer server = start()) {
      assertThat(server.get(POLICY, "Authorization", reader).statusCode()).isEqualTo(403);
      assertThat(put(server, STANDARD, reader).statusCode()).isEqualTo(403);
      assertThat(server.delete(POLICY, "Authorization", reader).statusCode()).isEqualTo(403);
    }
    try (StartedServer local = StartedServer.with()) {
      assertThat(local.get(POLICY).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void saysWhereChangesCannotBeKept() throws Exception {
    String key = key(Scope.ADMIN);
    try (StartedServer server =
        StartedServer.with("keys_file: '" + folder.resolve("keys.json") + "'")) {
      HttpResponse<String> answer = put(server, STANDARD, key);

      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body()).contains("EVENT_POLICY.file");
      assertThat(server.json(POLICY, "Authorization", key)).containsEntry("changeable", false);
    }
  }

  @Test
  void changesNothingThatCannotBeKept() throws Exception {
    String key = key(Scope.ADMIN);
    try (StartedServer server = start()) {
      Files.createDirectories(folder.resolve("rules.json").resolve("full"));

      HttpResponse<String> answer = put(server, STANDARD, key);

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("nothing changed").doesNotContain(folder.toString());
      assertThat(server.json(POLICY, "Authorization", key)).containsEntry("policy", Map.of());
    }
  }
}
