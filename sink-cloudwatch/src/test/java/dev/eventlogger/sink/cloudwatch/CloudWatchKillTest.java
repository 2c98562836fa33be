package dev.eventlogger.sink.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testkit.KilledSink;
import dev.eventlogger.testkit.KilledSink.Moment;
import dev.eventlogger.testkit.cloudwatch.FakeCloudWatchLogs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process is killed at any moment, and the service has what was delivered. */
@Timeout(3600)
final class CloudWatchKillTest {

  private static final int LOOPS = Boolean.getBoolean("eventlogger.long") ? 50 : 4;
  private static final List<Moment> MOMENTS =
      List.of(Moment.CLOSING, Moment.OPENING, Moment.READING, Moment.WRITING);
  private static final Pattern ID = Pattern.compile("\\{\"id\":\"([0-9a-f-]{36})\".*}");

  @Test
  void hasDeliveredWhatItSaysWhateverMomentItsProcessIsKilledAt() throws Exception {
    try (FakeCloudWatchLogs service = FakeCloudWatchLogs.start()) {
      Map<String, Object> settings = new HashMap<>(Settings.of(service, Map.of()));
      settings.remove("streams"); // its value is not text
      KilledSink sink =
          KilledSink.of(CloudWatchEventLogger.class, CloudWatchEventStore.class, settings);
      for (int i = 0; i < LOOPS; i++) {
        sink.runAndKill(MOMENTS.get(i % MOMENTS.size()));
      }

      Set<String> found =
          service.events(Settings.GROUP).stream()
              .map(event -> ID.matcher(event.message()))
              .filter(Matcher::matches)
              .map(event -> event.group(1))
              .collect(Collectors.toSet());
      assertThat(sink.delivered()).isNotEmpty();
      assertThat(found).containsAll(sink.delivered());
    }
  }
}
