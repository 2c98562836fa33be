package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.query.Removal;
import dev.eventlogger.server.reading.ReadableLogs;
import dev.eventlogger.server.trust.KeyKind;
import dev.eventlogger.server.trust.Keys;
import dev.eventlogger.server.trust.Restrictions;
import dev.eventlogger.server.trust.Scope;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ErasureAtTheEndTest {

  @TempDir private Path folder;

  @Test
  void endsBetweenTwoPartsWhenTheServerStopsAndNotesThatItIsNotWhole() throws Exception {
    Keys keys = new Keys(folder.resolve("keys.json"));
    String token = keys.add("ada", KeyKind.READ, Restrictions.NONE, Scope.ERASE);
    EventLoggerConfig config =
        EventLoggerConfig.parse(
            "test.yaml",
            "EVENT_LOGGER_NAME: in-memory\n" + StartedServer.section(keys.setting()),
            Map.of());
    ServerSettings settings = config.section(ServerSection.KEY).as(ServerSettings.class);
    InMemoryEventLogger memory = new InMemoryEventLogger();
    EndlessStore store = new EndlessStore();
    try (EventLogger events = EventLogger.open(config, memory)) {
      CompletableFuture<HttpResponse<String>> answer;
      try (EventServer server =
          EventServer.open(events, ReadableLogs.of("in-memory", store), settings)) {
        URI uri = URI.create(server.uri() + "/api/log/events?uid=ada");
        HttpRequest request =
            HttpRequest.newBuilder(uri).DELETE().header("Authorization", "Bearer " + token).build();
        answer =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .sendAsync(request, BodyHandlers.ofString());
        store.begun.await();
      }
      assertThat(answer.join().statusCode()).isEqualTo(503);
    }

    assertThat(store.wasInterrupted).isFalse();
    List<Event> notes = memory.await(1, Duration.ofSeconds(20));
    assertThat(notes.get(0).data())
        .containsEntry("kind", "erasure")
        .containsEntry("complete", false)
        .doesNotContainEntry("events", 0);
  }

  /** A store that always has more to remove. */
  private static final class EndlessStore extends EmptyStore {

    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean wasInterrupted;

    @Override
    public long erase(String uid, Removal removal) throws InterruptedException {
      try {
        for (long removed = 1; ; removed++) {
          begun.countDown();
          removal.afterChunk(removed);
        }
      } catch (InterruptedException e) {
        wasInterrupted = true;
        throw e;
      }
    }
  }
}
