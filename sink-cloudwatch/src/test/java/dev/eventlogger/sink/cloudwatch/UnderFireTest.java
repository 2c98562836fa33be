package dev.eventlogger.sink.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.testkit.cloudwatch.FakeCloudWatchLogs;
import dev.eventlogger.testkit.cloudwatch.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many events of all sizes, with times around the service's limits, while it throttles and loses
 * connections: no limit is ever broken, and every event is delivered or a dead letter.
 */
class UnderFireTest {

  private static final int EVENTS = Boolean.getBoolean("eventlogger.long") ? 300_000 : 30_000;
  private static final int LARGEST = 1_000_000;
  private static final long TWENTY_DAYS = Duration.ofDays(20).toMillis();

  @TempDir private Path folder;
  private final Random random = new Random(7);
  private final Instant newest = Instant.now().plus(Duration.ofHours(4));

  @Test
  @Timeout(1_800)
  void breaksNoLimitAndLosesNone() throws Exception {
    try (FakeCloudWatchLogs service = FakeCloudWatchLogs.start()) {
      service.failShare(0.05, Fault.throttling());
      service.failShare(0.05, Fault.throttling());
      service.failShare(0.005, Fault.reset());
      service.failShare(0.005, Fault.lostAnswer());
      EventLogger events = EventLogger.open(config(service));
      for (int i = 0; i < EVENTS; i++) {
        assertThat(events.log(draft(i))).isInstanceOf(Outcome.Accepted.class);
      }
      events.close();

      LogLedger ledger = events.ledger().logs().get("cloudwatch");
      Set<String> ids = new HashSet<>();
      service.events(Settings.GROUP).forEach(event -> ids.add(event.message().substring(7, 43)));
      assertThat(service.violations()).isEmpty();
      assertThat(ledger.taken()).isEqualTo(EVENTS);
      assertThat(ledger.pending()).isZero();
      assertThat(ledger.dead()).isBetween(EVENTS / 5L, EVENTS * 2L / 5);
      assertThat(ledger.delivered()).isEqualTo(EVENTS - ledger.dead());
      assertThat(ids).hasSize((int) ledger.delivered());
      assertThat(deadLetters()).isEqualTo(ledger.dead());
      System.out.printf(
          "%d events: %d delivered, %d dead letters; %d requests, %d log events kept, 0 violations%n",
          EVENTS,
          ledger.delivered(),
          ledger.dead(),
          service.requests("PutLogEvents"),
          service.events(Settings.GROUP).size());
    }
  }

  private long deadLetters() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long letters = 0;
      for (Path file : files.toList()) {
        letters += Files.readAllLines(file).size();
      }
      return letters;
    }
  }

  private EventLoggerConfig config(FakeCloudWatchLogs service) {
    return EventLoggerConfig.parse(
        "test.yaml",
        """
        EVENT_LOGGER_NAME: cloudwatch
        EVENT_LOGGERS:
          cloudwatch:
            endpoint: %s
            region: eu-central-1
            access_key_id: id
            secret_access_key: key
            log_group: %s
            streams: {error: errors, "*": "{date}"}
        EVENT_DELIVERY:
          batch_size: 2000
          batch_bytes: 4194304
          queue_bytes: 134217728
          on_full: block(600s)
          close_timeout: 20m
          dead_letters: %s
          retry: {initial_delay: 10ms, max_delay: 50ms}
        """
            .formatted(service.endpoint(), Settings.GROUP, folder),
        Map.of());
  }

  private EventDraft draft(int number) {
    Instant time = newest.minusMillis((long) (random.nextDouble() * TWENTY_DAYS));
    return EventDraft.named(number % 10 == 0 ? "error" : "click")
        .createdAt(time)
        .data(Map.of("number", number, "text", "x".repeat(size(number))));
  }

  /** Mostly under 1 KB; 1 in 100 up to 10 KB, and 1 in 3,000 up to 1 MB. */
  private int size(int number) {
    if (number % 3_000 == 1) {
      return random.nextInt(LARGEST);
    }
    return random.nextInt(number % 100 == 1 ? 10_000 : 700);
  }
}
