package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.Level;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions over HTTP. The content of the answers is tested with the stores. */
@Timeout(60)
class ReadingTest {

  private static final String EVENTS = "/api/log/events";

  /** Clicks and views, numbered in their data, the latest last. */
  private static void log(StartedServer server, int count) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines
          .append("{\"uid\":\"user-")
          .append(i % 3)
          .append("\",\"event_type\":\"")
          .append(i % 2 == 0 ? "CLICK" : "VIEW")
          .append("\",\"created_at\":\"2026-03-02T08:30:")
          .append(10 + i)
          .append("Z\",\"duration_ms\":")
          .append(i)
          .append(",\"event_data\":{\"n\":")
          .append(i)
          .append(",\"element\":\"=RUN\"}}\n");
    }
    assertThat(server.post("/v1/events", lines.toString()).statusCode()).isEqualTo(200);
    List<Event> unused = server.await(count);
  }

  private static List<Object> list(Map<String, ?> json, String name) {
    return List.copyOf((List<?>) json.get(name));
  }

  private static List<Object> numbers(Map<String, ?> page) {
    return list(page, "events").stream()
        .map(event -> JsonReader.asObject(JsonReader.asObject(event).get("event_data")).get("n"))
        .toList();
  }

  @Test
  void turnsPages() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 25);

      List<Object> all = new ArrayList<>();
      String next = "";
      int pages = 0;
      do {
        Map<String, ?> page = server.json(EVENTS + "?since=all&limit=10&sort=created_at" + next);
        all.addAll(numbers(page));
        next = page.get("next") == null ? "" : "&after=" + page.get("next");
        pages++;
      } while (!next.isEmpty());

      assertThat(pages).isEqualTo(3);
      assertThat(all).hasSize(25).doesNotHaveDuplicates().startsWith(0, 1).endsWith(24);
    }
  }

  @Test
  void takesTheConditionsOfTheCommand() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 20);

      Map<String, ?> page =
          server.json(EVENTS + "?since=all&type=CLICK&where=data.n%3E14&where=uid!%3Duser-0");

      assertThat(numbers(page)).containsExactly(16);
      assertThat(numbers(server.json(EVENTS + "?since=2026-03-02&until=2026-03-02T08:30:12Z")))
          .containsExactly(1, 0);
    }
  }

  @Test
  void saysWhichTimeItGoesByWhenNobodySaid() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 2);

      Map<String, ?> page = server.json(EVENTS);

      assertThat(list(page, "events")).isEmpty();
      assertThat(page.get("since")).asString().startsWith("20");
    }
  }

  @Test
  void countsByTheDaysOfTheTimeZone() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      for (String time : List.of("2026-03-01T22:30:00Z", "2026-03-01T23:30:00Z")) {
        String event = "{\"event_type\":\"VIEW\",\"created_at\":\"" + time + "\"}";
        assertThat(server.post("/v1/events", event).statusCode()).isEqualTo(200);
      }
      List<Event> unused = server.await(2);
      String usage = "/api/log/usage?since=2026-03-01&until=2026-03-04&per=day";

      assertThat(buckets(server.json(usage))).containsExactly("2026-03-01T00:00:00Z 2");
      assertThat(buckets(server.json(usage + "&tz=Europe/Berlin")))
          .containsExactly("2026-02-28T23:00:00Z 1", "2026-03-01T23:00:00Z 1");
    }
  }

  private static List<String> buckets(Map<String, ?> answer) {
    return list(answer, "rows").stream()
        .map(JsonReader::asObject)
        .map(row -> row.get("bucket") + " " + row.get("events"))
        .toList();
  }

  @Test
  void showsSomeFields() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 1);

      Map<String, ?> page = server.json(EVENTS + "?since=all&fields=uid,data.n");

      assertThat(list(page, "events")).containsExactly(Map.of("uid", "user-0", "data.n", 0));
    }
  }

  @Test
  void refusesWhatIsWrongByName() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      assertThat(refused(server, EVENTS + "?sinse=all")).contains("sinse").contains("since");
      assertThat(refused(server, EVENTS + "?limit=0")).startsWith("limit: ");
      assertThat(refused(server, EVENTS + "?where=data.n")).contains("where");
      assertThat(refused(server, EVENTS + "?log=nowhere")).startsWith("log: there is no such log");
      assertThat(refused(server, EVENTS + "?after=x")).contains("after");
      assertThat(refused(server, "/api/log/usage?by=message")).contains("message");
      assertThat(refused(server, "/api/log/export?format=pdf")).startsWith("format: ");
      assertThat(refused(server, EVENTS + "/not-an-id")).contains("UUID");
    }
  }

  private static String refused(StartedServer server, String path) throws Exception {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(400);
    return String.valueOf(JsonReader.asObject(new JsonReader().read(answer.body())).get("error"));
  }

  @Test
  void givesOneEventByItsId() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 3);
      Event event = server.await(3).get(1);

      HttpResponse<String> found = server.get(EVENTS + "/" + event.id());
      HttpResponse<String> none = server.get(EVENTS + "/019caaaa-7ef0-7fd7-a7dc-6cfea4a2ebd1");

      assertThat(found.body()).isEqualTo(event.toJson());
      assertThat(none.statusCode()).isEqualTo(404);
    }
  }

  @Test
  void counts() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 10);

      String usage =
          server
              .get("/api/log/usage?since=all&by=type&by=uid&measure=duration_ms&per=day&limit=1")
              .body();

      assertThat(usage)
          .startsWith(
              "{\"rows\":[{\"bucket\":\"2026-03-02T00:00:00Z\",\"value\":\"CLICK\",\"then_value\":\"user-0\","
                  + "\"events\":2,\"users\":1,\"first\":\"2026-03-02T08:30:10Z\","
                  + "\"last\":\"2026-03-02T08:30:16Z\",\"count\":2,\"mean\":3.0,\"p50\":3.0,\"p95\":5.")
          .endsWith("}],\"since\":null,\"until\":null}");
    }
  }

  @Test
  void countsTheValuesOfSeveralFields() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 5);

      Map<String, ?> facets = server.json("/api/log/facets?since=all&by=type&by=data.element");

      assertThat(list(facets, "facets"))
          .containsExactly(
              Map.of(
                  "field",
                  "type",
                  "values",
                  List.of(
                      Map.of("value", "CLICK", "events", 3, "users", 3),
                      Map.of("value", "VIEW", "events", 2, "users", 2))),
              Map.of(
                  "field",
                  "data.element",
                  "values",
                  List.of(Map.of("value", "=RUN", "events", 5, "users", 3))));
    }
  }

  @Test
  void exportsInEachForm() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 3);
      String path = "/api/log/export?since=all&sort=created_at&fields=uid,data.element&format=";

      HttpResponse<String> csv = server.get(path + "csv");

      assertThat(csv.body())
          .isEqualTo("uid,data.element\r\nuser-0,'=RUN\r\nuser-1,'=RUN\r\nuser-2,'=RUN\r\n");
      assertThat(csv.headers().firstValue("Content-Disposition"))
          .hasValue("attachment; filename=\"in-memory.csv\"");
      assertThat(server.get(path + "ndjson").body().lines()).hasSize(3);
      assertThat((List<?>) new JsonReader().read(server.get(path + "json").body())).hasSize(3);
    }
  }

  @Test
  void exportsManyPages() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 3_500; i++) {
        lines.append("{\"event_type\":\"API\",\"event_data\":{\"n\":").append(i).append("}}\n");
      }
      assertThat(server.post("/v1/events", lines.toString()).statusCode()).isEqualTo(200);
      List<Event> unused = server.await(3_500);

      String ndjson = server.get("/api/log/export?format=ndjson").body();

      assertThat(ndjson.lines().distinct()).hasSize(3_500);
    }
  }

  @Test
  void notesWhoReadsOnceAMinuteAndHidesIt() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 1);
      for (int i = 0; i < 3; i++) {
        Map<String, ?> unused = server.json(EVENTS + "?since=all");
      }
      // There may be one more if the next minute has begun meanwhile.
      Event note = server.await(2).get(1);

      assertThat(note.name()).isEqualTo("event-read");
      assertThat(note.level()).isEqualTo(Level.AUDIT);
      assertThat(note.data())
          .containsEntry("kind", "events")
          .containsEntry("log", "in-memory")
          .containsEntry("question", Map.of("since", List.of("all")));
      assertThat(note.context()).containsEntry("source", "local");
      assertThat(list(server.json(EVENTS + "?since=all"), "events")).hasSize(1);
      assertThat(list(server.json(EVENTS + "?since=all&name=event-read"), "events"))
          .hasSizeBetween(1, 2);
    }
  }

  @Test
  void hidesItsNotesWhateverElseIsAskedOfNames() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 2);
      Map<String, ?> unused = server.json(EVENTS + "?since=all");
      assertThat(server.await(3)).hasSize(3);

      for (String where : List.of("name!%3Dx", "name%20exists", "name%20contains%20e")) {
        assertThat(server.get(EVENTS + "?since=all&where=" + where).body())
            .as(where)
            .doesNotContain("event-read");
      }
      assertThat(server.get("/view?name!=x").body()).doesNotContain("event-read");
    }
  }

  @Test
  void letsNobodyForgeItsNotes() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      HttpResponse<String> answer = server.post("/v1/events", "{\"name\":\"event-read\"}");

      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("/name").contains("kept for what the server notes itself");
    }
  }

  @Test
  void erasesNothingWithoutAToken() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 3);

      assertThat(server.delete(EVENTS + "?uid=user-0").statusCode()).isEqualTo(401);
      assertThat(server.memory.events()).hasSize(3);
    }
  }

  @Test
  void tellsTheLedgerAndTheSchemas() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server, 3);

      Map<String, ?> ledger = server.json("/api/ledger");

      assertThat(ledger.get("accepted")).isEqualTo(3);
      assertThat(JsonReader.asObject(JsonReader.asObject(ledger.get("logs")).get("in-memory")))
          .containsEntry("taken", 3)
          .containsEntry("readable", true);
      assertThat(list(server.json("/api/schemas"), "schemas")).isEmpty();
    }
  }
}
