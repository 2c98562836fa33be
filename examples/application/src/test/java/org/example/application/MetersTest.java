package org.example.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.EventType;
import dev.eventlogger.micrometer.EventLoggerMetrics;
import dev.eventlogger.testkit.InMemoryEventLogger;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How an application exposes what becomes of its events, and which meters it then has. */
class MetersTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(eventlog\\.[a-z.]+)` \\| ([^|]*) \\|");
  private static final Pattern WORD = Pattern.compile("`([a-z-]+)`");

  @Test
  void areThoseOfThePageAboutOperations() {
    Map<String, Set<String>> documented = new TreeMap<>();
    ROW.matcher(Document.page("operations.md").text())
        .results()
        .forEach(row -> documented.put(row.group(1), words(row.group(2))));

    assertThat(documented).isEqualTo(registered());
  }

  /** The meters of an event logger, each with the keys of its tags. */
  private static Map<String, Set<String>> registered() {
    MeterRegistry registry = new SimpleMeterRegistry();
    EventLoggerConfig config =
        EventLoggerConfig.parse("test.yaml", "EVENT_LOGGER_NAME: in-memory", Map.of());
    try (EventLogger events = EventLogger.open(config, new InMemoryEventLogger())) {
      new EventLoggerMetrics(events).bindTo(registry);
      events.log("42", EventType.CLICK, Map.of("element", "RUN_QUERY"));
    }
    assertThat(registry.get("eventlog.delivered").functionCounter().count()).isEqualTo(1);
    Map<String, Set<String>> meters = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      meters.put(
          meter.getId().getName(),
          meter.getId().getTags().stream()
              .map(Tag::getKey)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return meters;
  }

  private static Set<String> words(String cell) {
    return WORD.matcher(cell)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
