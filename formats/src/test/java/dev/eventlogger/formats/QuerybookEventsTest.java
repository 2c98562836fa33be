package dev.eventlogger.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What Querybook's browser code logs; the data is outside the repository, and skipped if absent.
 */
@Timeout(120)
class QuerybookEventsTest {

  private static final Path FILE =
      Path.of("")
          .toAbsolutePath()
          .getParent()
          .resolveSibling("shared")
          .resolve("data/querybook/frontend_events.json");

  @Test
  void everyCallSitesEventIsRecordedAsItIs() throws Exception {
    assumeTrue(Files.isRegularFile(FILE), "the shared data is not there");
    Map<?, ?> file = (Map<?, ?>) new JsonReader().read(Files.readString(FILE));
    List<?> sites = (List<?>) file.get("call_sites");
    assertThat(sites).hasSize(80);
    InMemoryEventLogger memory = new InMemoryEventLogger();
    EventReader reader = new EventReader(false);
    try (EventLogger events =
        EventLogger.open(
            EventLoggerConfig.parse("a.yaml", "EVENT_LOGGER_NAME: in-memory", Map.of()), memory)) {
      for (Object site : sites) {
        Map<String, Object> event = event((Map<?, ?>) site);
        assertThat(events.log(reader.read(event)).isAccepted()).as("%s", site).isTrue();
      }
    }

    for (int index = 0; index < sites.size(); index++) {
      Map<?, ?> site = (Map<?, ?>) sites.get(index);
      Event event = memory.events().get(index);
      assertThat(String.valueOf(event.type())).isEqualTo(site.get("type"));
      assertThat(event.data()).isEqualTo(event(site).get("data"));
      assertThat(event.createdAt().toEpochMilli()).isEqualTo(1_700_000_000_000L);
    }
  }

  private static Map<String, Object> event(Map<?, ?> site) {
    Map<String, Object> aux = new HashMap<>();
    if (site.get("aux_keys") instanceof List<?> keys) {
      keys.forEach(key -> aux.put((String) key, "value"));
    }
    Map<String, Object> data = new HashMap<>(Map.of("path", "/page/", "aux", aux));
    if (site.get("component") != null) {
      data.put("component", site.get("component"));
    }
    if (site.get("element") instanceof List<?> elements && !elements.isEmpty()) {
      data.put("element", elements.get(0));
    }
    return Map.of("type", site.get("type"), "data", data, "timestamp", 1_700_000_000_000L);
  }
}
