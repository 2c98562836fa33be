package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testkit.KilledSink;
import dev.eventlogger.testkit.KilledSink.Moment;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process is killed at any moment, and the indices have what was delivered. */
@Timeout(3600)
final class KillIT {

  private static final int LOOPS = Boolean.getBoolean("eventlogger.long") ? 50 : 4;
  private static final List<Moment> MOMENTS =
      List.of(Moment.CLOSING, Moment.OPENING, Moment.READING, Moment.WRITING);
  private static final TestServer SERVER = TestServer.shared();
  private static final Pattern ID = Pattern.compile("\\{\"id\":\"([0-9a-f-]{36})\".*}");

  private final TestIndices indices = new TestIndices(SERVER, "kill");

  @Test
  void hasDeliveredWhatItSaysWhateverMomentItsProcessIsKilledAt() throws Exception {
    KilledSink sink =
        KilledSink.of(
            ElasticsearchEventLogger.class, ElasticsearchEventStore.class, indices.settings());
    for (int i = 0; i < LOOPS; i++) {
      sink.runAndKill(MOMENTS.get(i % MOMENTS.size()));
    }

    Set<String> found =
        indices.events().stream()
            .map(ID::matcher)
            .filter(Matcher::matches)
            .map(event -> event.group(1))
            .collect(Collectors.toSet());
    assertThat(sink.delivered()).isNotEmpty();
    assertThat(found).containsAll(sink.delivered());
  }
}
