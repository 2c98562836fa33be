package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.JsonReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server offers the browser client to any page. */
@Timeout(60)
class ClientFilesTest {

  private static final String FILE = "/client\\.(iife\\.|offline\\.|vitals\\.)?[0-9a-f]{24}\\.js";

  @Test
  void letsEveryPageHaveTheNewestAndAsksAgainEachTime() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      HttpResponse<String> answer = server.get("/client.js");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("export{");
      assertThat(answer.headers().map())
          .containsEntry("access-control-allow-origin", List.of("*"))
          .containsEntry("cross-origin-resource-policy", List.of("cross-origin"))
          .containsEntry("content-type", List.of("text/javascript; charset=utf-8"))
          .containsEntry("cache-control", List.of("no-cache"));
      String tag = answer.headers().firstValue("ETag").orElseThrow();
      assertThat(server.get("/client.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
      assertThat(server.get("/client.iife.js").body()).contains("eventLogger");
    }
  }

  @Test
  void namesEachFileByItsContentForGood() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      Map<String, Object> files = server.json("/client.json");

      assertThat(files)
          .containsOnlyKeys(
              "/client.js", "/client.iife.js", "/client.offline.js", "/client.vitals.js");
      for (Map.Entry<String, Object> file : files.entrySet()) {
        Map<String, ?> described = JsonReader.asObject(file.getValue());
        String path = String.valueOf(described.get("path"));
        HttpResponse<String> answer = server.get(path);
        assertThat(path).matches(FILE);
        assertThat(answer.body()).isEqualTo(server.get(file.getKey()).body());
        assertThat(answer.headers().firstValue("Cache-Control"))
            .contains("public, max-age=31536000, immutable");
        assertThat(described.get("integrity")).isEqualTo("sha384-" + sha384(answer.body()));
      }
    }
  }

  private static String sha384(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-384").digest(bytes));
  }
}
