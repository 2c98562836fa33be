package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs through everything that can happen to a server, and looks for every event afterwards: 10,000
 * events, or 200,000 with the profile {@code long}.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class ServerTroubleIT {

  private static final TestServer SERVER = TestServer.shared();
  private static final long EVENTS = Boolean.getBoolean("eventlogger.long") ? 200_000 : 10_000;
  private static final long REFUSED_EACH = 100;
  private static final String USER = "rig";
  private static final String PASSWORD = "rig-password";

  private final ObjectMapper json = new ObjectMapper();
  private final TestIndices indices = new TestIndices(SERVER, "trouble");
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong permitted = new AtomicLong();

  @TempDir private Path folder;

  private interface Trouble {
    void make() throws Exception;
  }

  @Test
  void everyAcceptedEventIsThereOnceOrIsADeadLetter() throws Exception {
    SERVER.setUser(USER, PASSWORD, "superuser");
    long begin = System.nanoTime();
    try (EventLogger events = EventLogger.open(config())) {
      Thread logging = new Thread(() -> log(events), "logging");
      logging.start();
      List<Trouble> troubles =
          List.of(
              this::killAndRestart,
              () -> makeReadOnly(events),
              () -> changePassword(events),
              this::killAndRestart);
      for (int i = 0; i < troubles.size(); i++) {
        permit(EVENTS / 6 * (i + 1) + EVENTS / 20);
        awaitDelivered(events, EVENTS / 6 * (i + 1));
        troubles.get(i).make();
      }
      permit(EVENTS);
      logging.join();
      assertThat(events.flush(Duration.ofMinutes(10)))
          .as("all settled in time")
          .isEqualTo(FlushResult.FLUSHED);
      LogLedger ledger = events.ledger().logs().get("rig");
      Set<String> ids = new HashSet<>();
      List<String> found = indices.events();
      for (String event : found) {
        ids.add(json.readTree(event).get("id").asText());
      }
      System.out.printf(
          "figure: %d events through two kills, a block and a wrong password in %.0f s: accepted"
              + " %d, distinct %d, documents %d, dead %d, failed calls %d%n",
          EVENTS,
          (System.nanoTime() - begin) / 1e9,
          accepted.get(),
          ids.size(),
          found.size(),
          ledger.dead(),
          ledger.failures());

      assertThat(accepted.get()).isEqualTo(EVENTS);
      assertThat(ledger.dead()).isEqualTo(EVENTS / REFUSED_EACH);
      assertThat(ids).hasSize((int) (accepted.get() - ledger.dead()));
      assertThat(found).as("documents, none of them twice").hasSameSizeAs(ids);
      assertDeadLettersSayWhy(ledger.dead());
    }
  }

  private EventLoggerConfig config() {
    String yaml =
        String.join(
            "\n",
            "EVENT_LOGGER_NAME: rig",
            "EVENT_LOGGERS:",
            "  rig:",
            "    logger: elasticsearch",
            "    hosts: http://127.0.0.1:" + SERVER.port(),
            "    index: \"" + indices.pattern() + "\"",
            "    http_auth: " + USER + ":" + PASSWORD,
            "EVENT_DELIVERY:",
            "  directory: " + folder.resolve("journal"),
            "  dead_letters: " + folder.resolve("dead"),
            "  on_full: block(600s)",
            "  linger: 100ms",
            "  retry: {max_delay: 1s}",
            "");
    return EventLoggerConfig.parse("rig", yaml, Map.of());
  }

  private void log(EventLogger events) {
    for (long i = 0; i < EVENTS; i++) {
      while (i >= permitted.get()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      // A name that flattened fields do not accept.
      Map<String, Object> data =
          i % REFUSED_EACH == 0
              ? Map.of("number", i, "secret\0", "secret")
              : Map.of("number", i, "element", "RUN_BUTTON", "path", "/query/" + i % 50);
      if (events.log("user-" + i % 97, EventType.CLICK, data) instanceof Outcome.Accepted) {
        accepted.incrementAndGet();
      }
    }
  }

  /** Allows this many events to be logged; the rest are for the troubles to come. */
  private void permit(long count) {
    permitted.accumulateAndGet(count, Math::max);
  }

  private void killAndRestart() throws IOException {
    SERVER.kill();
    SERVER.start();
  }

  private void makeReadOnly(EventLogger events) throws InterruptedException {
    indices.set("index.blocks.write", true);
    awaitFailure(events);
    indices.set("index.blocks.write", null);
  }

  private void changePassword(EventLogger events) throws Exception {
    SERVER.setUser(USER, "another-password", "superuser");
    awaitFailure(events);
    SERVER.setUser(USER, PASSWORD, "superuser");
  }

  private static void awaitDelivered(EventLogger events, long count) throws InterruptedException {
    while (events.ledger().logs().get("rig").delivered() < count) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Waits until a call fails; none would once everything is delivered. */
  private void awaitFailure(EventLogger events) throws InterruptedException {
    long before = events.ledger().logs().get("rig").failures();
    permit(permitted.get() + EVENTS / 20);
    while (events.ledger().logs().get("rig").failures() == before) {
      assertThat(events.ledger().logs().get("rig").delivered())
          .as("delivered, before the trouble was noticed")
          .isLessThan(EVENTS - EVENTS / REFUSED_EACH);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private void assertDeadLettersSayWhy(long count) throws IOException {
    long letters = 0;
    try (Stream<Path> files = Files.list(folder.resolve("dead"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".ndjson")).toList()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode letter = json.readTree(line);
          assertThat(letter.get("reason").asText())
              .isEqualTo("event_data has a key with a NUL in it, which Elasticsearch refuses");
          letters++;
        }
      }
    }
    assertThat(letters).isEqualTo(count);
  }
}
