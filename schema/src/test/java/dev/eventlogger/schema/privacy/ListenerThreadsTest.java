package dev.eventlogger.schema.privacy;

import static dev.eventlogger.schema.privacy.Listeners.Stage.REDACTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.SchemaRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads of listeners, and what is logged about them. */
@Timeout(120)
class ListenerThreadsTest {

  private static final SchemaRef RUN = new SchemaRef("run", "1");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Logger LOG = Logger.getLogger("dev.eventlogger.schema");

  private final Listeners listeners = new Listeners(1000);
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          said.add(logged.getLevel() + " " + logged.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listenToTheLog() {
    LOG.addHandler(handler);
  }

  @AfterEach
  void endAll() {
    LOG.removeHandler(handler);
    listeners.close(LONG);
  }

  private static final class Broken implements EventListener {
    @Override
    public void onEvent(SchemaRef schema, Map<String, ?> data) {
      throw new IllegalStateException("with " + data);
    }
  }

  @Test
  void oneThatThrowsIsNamedOnceWithoutTheEvent() {
    listeners.add(REDACTED, new Broken());
    for (int i = 0; i < 3; i++) {
      listeners.offer(REDACTED, RUN, Map.of("secret", "s3cr3t"));
    }
    listeners.close(LONG);

    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .startsWith("WARNING listener " + Broken.class.getName() + " threw ")
        .contains("IllegalStateException")
        .endsWith("said once")
        .doesNotContain("s3cr3t");
    assertThat(listeners.failed()).isEqualTo(3);
  }

  @Test
  void oneThatMissesEventsIsNamedOnceWithTheReason() {
    Map<String, Object> itself = new HashMap<>();
    itself.put("me", itself);
    listeners.add(REDACTED, new Broken());

    for (int i = 0; i < 3; i++) {
      listeners.offer(REDACTED, RUN, itself);
    }

    assertThat(said)
        .containsExactly(
            "WARNING listener "
                + Broken.class.getName()
                + " misses events: an event could not be copied; said once");
    assertThat(listeners.missed()).isEqualTo(3);
  }

  @Test
  void keepNoProcessAlive() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    listeners.add(REDACTED, (schema, data) -> thread.complete(Thread.currentThread()));

    listeners.offer(REDACTED, RUN, Map.of());

    assertThat(thread.get(20, TimeUnit.SECONDS).isDaemon()).isTrue();
  }

  @Test
  void theThreadOfOneThatWasRemovedEnds() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    EventListener removed = (schema, data) -> thread.complete(Thread.currentThread());
    listeners.add(REDACTED, removed);
    listeners.offer(REDACTED, RUN, Map.of());
    Thread itsThread = thread.get(20, TimeUnit.SECONDS);

    listeners.remove(removed);

    // A thread that is merely idle stays for 10 seconds.
    itsThread.join(7_000);
    assertThat(itsThread.isAlive()).isFalse();
  }

  @Test
  void removingOneLeavesTheOthers() throws Exception {
    CountDownLatch told = new CountDownLatch(2);
    EventListener stays = (schema, data) -> told.countDown();
    EventListener goes = (schema, data) -> {};
    listeners.add(REDACTED, stays);
    listeners.add(REDACTED, goes);
    listeners.offer(REDACTED, RUN, Map.of());

    listeners.remove(goes);
    listeners.offer(REDACTED, RUN, Map.of());

    assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(listeners.missed()).isZero();
  }

  @Test
  void closingOnAThreadThatIsInterruptedKeepsItInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> goOn = new CompletableFuture<>();
    listeners.add(
        REDACTED,
        (schema, data) -> {
          begun.countDown();
          boolean unused = goOn.join();
        });
    listeners.offer(REDACTED, RUN, Map.of());
    listeners.offer(REDACTED, RUN, Map.of());
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    Thread.currentThread().interrupt();
    listeners.close(LONG);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(listeners.missed()).isEqualTo(1);
    goOn.complete(true);
  }
}
