package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.JsonReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gramex's view over HTTP; the language is tested elsewhere. */
@Timeout(60)
class ViewTest {

  private static void log(StartedServer server) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      lines
          .append("{\"uid\":\"u")
          .append(i % 2)
          .append("\",\"name\":\"n\",\"event_data\":{\"x\":")
          .append(i)
          .append("}}\n");
    }
    assertThat(server.post("/v1/events", lines.toString()).statusCode()).isEqualTo(200);
    assertThat(server.await(6)).hasSize(6);
  }

  private static List<?> rows(StartedServer server, String query) throws Exception {
    HttpResponse<String> answer = server.get("/view" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return (List<?>) new JsonReader().read(answer.body());
  }

  @Test
  void comparesAsGramexDoes() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server);

      // x>=v is greater, and x>~=v at least.
      assertThat(rows(server, "?data.x%3E=4&_c=data.x")).isEqualTo(List.of(Map.of("data.x", 5)));
      assertThat(rows(server, "?data.x%3E~=4&_c=data.x")).hasSize(2);
      assertThat(rows(server, "?uid=u1&_limit=2")).hasSize(2);
    }
  }

  @Test
  void groups() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server);

      assertThat(rows(server, "?_by=uid"))
          .isEqualTo(
              List.of(Map.of("uid", "u0", "id|count", 3), Map.of("uid", "u1", "id|count", 3)));
    }
  }

  @Test
  void refusesUnknownColumnsByName() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      HttpResponse<String> answer = server.get("/view?colour=red");

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("colour");
    }
  }

  @Test
  void sendsFiles() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      log(server);

      HttpResponse<String> csv = server.get("/view?_format=csv&_c=uid&_sort=uid&_meta=1");

      assertThat(csv.body()).startsWith("uid\r\nu0\r\n");
      assertThat(csv.headers().firstValue("Content-Disposition")).isPresent();
      assertThat(csv.headers().firstValue("FH-data-limit")).isPresent();
    }
  }
}
