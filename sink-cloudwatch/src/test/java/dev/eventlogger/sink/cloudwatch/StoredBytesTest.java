package dev.eventlogger.sink.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.testkit.StoredBytes;
import dev.eventlogger.testkit.cloudwatch.FakeCloudWatchLogs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event comes back with its original bytes, whatever format it was written in. */
@Timeout(120)
final class StoredBytesTest {

  @ParameterizedTest
  @ValueSource(strings = {"canonical", "emf"})
  void givesBackTheBytesThatItWasGiven(String format) throws Exception {
    List<Event> events = StoredBytes.events(Instant.now());
    CloudWatchEventLogger sink = new CloudWatchEventLogger();
    try (FakeCloudWatchLogs service = FakeCloudWatchLogs.start();
        CloudWatchEventStore store = new CloudWatchEventStore()) {
      Map<String, Object> settings = Map.of("format", format);
      sink.open(Settings.config(service, settings));
      store.open(Settings.config(service, settings));
      assertThat(sink.log(events).rejected()).isEmpty();

      assertThat(store.keepsBytes()).isTrue();
      StoredBytes.assertKept(events, store);
      assertThat(service.violations()).isEmpty();
      sink.close();
    }
  }
}
