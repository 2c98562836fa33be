package dev.eventlogger.intake.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The verdicts of Querybook's two lists on its routes; skipped where these are missing. */
class QuerybookRoutesTest {

  private static final Path ROUTES =
      Path.of("")
          .toAbsolutePath()
          .getParent()
          .resolveSibling("shared")
          .resolve("data/querybook/api_routes.json");

  private static JsonNode routes() throws IOException {
    assumeTrue(Files.exists(ROUTES), "the shared data is not there");
    return new ObjectMapper().readTree(ROUTES.toFile());
  }

  @Test
  void theBaseListGivesTheSameVerdicts() throws IOException {
    assertVerdicts(routes(), "base", Policies.policy("api: {base: querybook}"));
  }

  @Test
  void aListOfItsOwnGivesTheSameVerdicts() throws IOException {
    JsonNode routes = routes();

    assertVerdicts(
        routes, "db", Policies.policy("api: {deny: " + routes.get("deny_list_db") + "}"));
  }

  private static void assertVerdicts(JsonNode routes, String list, Policy policy) {
    int verdicts = 0;
    for (JsonNode route : routes.get("routes")) {
      for (var expected : route.get("expected_logged").properties()) {
        String method = expected.getKey();
        String path = route.get("route").textValue();
        EventDraft draft =
            EventDraft.of(EventType.API).data(Map.of("route", path, "method", method));
        // Requests to a route that is registered without logging never reach a logger.
        boolean logged =
            route.get("api_logging").booleanValue() && policy.refuses(draft, Map.of()) == null;
        assertThat(logged)
            .as(method + " " + path)
            .isEqualTo(expected.getValue().get(list).booleanValue());
        verdicts++;
      }
    }
    assertThat(verdicts).isEqualTo(86);
  }
}
