package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.JsonReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API says what the server does. */
@Timeout(60)
class OpenApiTest {

  @TempDir private Path folder;

  @Test
  void describesEachRouteAndNothingElse() throws Exception {
    EventLoggerConfig config =
        EventLoggerConfig.parse(
            "test.yaml",
            "EVENT_LOGGER_NAME: file\nEVENT_LOGGERS: {file: {path: '"
                + folder.resolve("events")
                + "'}}\n"
                + StartedServer.section("dialects: {gramex: {enabled: true}}"),
            Map.of());
    try (StartedServer described = StartedServer.with();
        EventLogger events = EventLogger.open(config);
        EventServer server = EventServer.open(events, config)) {
      assertThat(described(document(described))).isEqualTo(server.routes());
    }
  }

  @Test
  void refersToWhatItHas() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      Map<String, ?> document = document(server);
      List<String> references = new ArrayList<>();
      collect(document, references);

      assertThat(references).isNotEmpty();
      for (String reference : new HashSet<>(references)) {
        assertThat(at(document, reference)).as(reference).isNotNull();
      }
    }
  }

  private static Map<String, ?> document(StartedServer server) throws Exception {
    return JsonReader.asObject(new JsonReader().read(server.get("/openapi.json").body()));
  }

  private static Set<String> described(Map<String, ?> document) {
    Set<String> routes = new TreeSet<>();
    JsonReader.asObject(document.get("paths"))
        .forEach(
            (path, methods) ->
                JsonReader.asObject(methods)
                    .keySet()
                    .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return routes;
  }

  private static void collect(Object value, List<String> references) {
    if (value instanceof Map<?, ?> object) {
      object.forEach(
          (key, member) -> {
            if (key.equals("$ref")) {
              references.add((String) member);
            }
            collect(member, references);
          });
    } else if (value instanceof List<?> array) {
      array.forEach(item -> collect(item, references));
    }
  }

  private static Object at(Map<String, ?> document, String reference) {
    Object value = document;
    for (String name : reference.substring(2).split("/", -1)) {
      value = value instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return value;
  }
}
