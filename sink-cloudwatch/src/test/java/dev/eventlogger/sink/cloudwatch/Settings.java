package dev.eventlogger.sink.cloudwatch;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.spi.SinkConfig;
import dev.eventlogger.testkit.cloudwatch.FakeCloudWatchLogs;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Settings of a log in a fake service, and events for it. */
final class Settings {

  static final String GROUP = "/app/events";

  private Settings() {}

  static Map<String, Object> of(FakeCloudWatchLogs service, Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("endpoint", service.endpoint().toString());
    settings.put("region", "eu-central-1");
    settings.put("access_key_id", "id");
    settings.put("secret_access_key", "key");
    settings.put("log_group", GROUP);
    settings.put("streams", Map.of("*", "all"));
    settings.putAll(more);
    return settings;
  }

  static SinkConfig config(FakeCloudWatchLogs service, Map<String, ?> more) {
    return Section.of("events", of(service, more));
  }

  /** Different events with the same name. */
  static List<Event> named(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Event.of(EventDraft.named(name).data(Map.of("number", i))))
        .toList();
  }

  static Event at(Instant time) {
    return Event.of(EventDraft.named("event").createdAt(time));
  }
}
