package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static dev.eventlogger.delivery.TestEvents.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two logs, one of which is dead during an hour's load of 100 events a second (by default, that of
 * six minutes): its journal fills, and the other log is not affected.
 */
@Timeout(1800)
class DeadLogTest {

  private static final int EVENTS = Boolean.getBoolean("eventlogger.long") ? 360_000 : 36_000;
  private static final Duration MOMENT = Duration.ofMillis(5);

  @TempDir Path directory;

  @Test
  void aDeadLogWhoseJournalIsFullChangesNothingForAnother() throws Exception {
    Figures without = load("without", new ScriptedSink(), 1 << 30);
    ScriptedSink dead =
        new ScriptedSink()
            .always(
                batch -> {
                  throw new IOException("dead");
                });
    Figures with = load("with", dead, 2 << 20);

    System.out.printf("two logs that work: %s%none of two is dead: %s%n", without, with);
    assertThat(without.dropped()).isEmpty();
    assertThat(with.dropped()).containsOnlyKeys(DropReason.QUEUE_FULL);
    assertThat(with.p99()).isLessThan(Duration.ofSeconds(1).toNanos());
  }

  /**
   * The measurements.
   *
   * @param nanos the time until everything was logged
   * @param dropped by the log that may be dead
   */
  private record Figures(long nanos, long p50, long p99, Map<DropReason, Long> dropped) {
    @Override
    public String toString() {
      return String.format(
          "%d events/s, call p50 %d us, p99 %d us, dropped by the first %s",
          EVENTS * 1_000_000_000L / nanos, p50 / 1000, p99 / 1000, dropped);
    }
  }

  private Figures load(String folder, ScriptedSink first, long bytes) throws Exception {
    ScriptedSink second = new ScriptedSink();
    NamedLog mayBeDead = log("first", first, folder, bytes);
    NamedLog works = log("second", second, folder, 1 << 30);
    Delivery delivery = new Delivery(List.of(mayBeDead, works), null);
    byte[] json = json("x");
    long[] waits = new long[EVENTS];
    long begun = System.nanoTime();
    for (int i = 0; i < EVENTS; i++) {
      long called = System.nanoTime();
      delivery.offer(0b11, json, json.length);
      waits[i] = System.nanoTime() - called;
    }
    long nanos = System.nanoTime() - begun;
    assertThat(works.flush(Duration.ofMinutes(5))).isTrue();
    LogLedger working = works.ledger();
    Map<DropReason, Long> dropped = mayBeDead.ledger().dropped();
    delivery.close();

    assertThat(working.delivered()).isEqualTo(EVENTS);
    assertThat(working.dropped()).isEmpty();
    assertThat(second.delivered()).hasSize(EVENTS);
    Arrays.sort(waits);
    return new Figures(nanos, waits[EVENTS / 2], waits[EVENTS / 100 * 99], dropped);
  }

  private NamedLog log(String name, ScriptedSink sink, String folder, long bytes)
      throws IOException {
    DeliverySettings settings =
        TestEvents.inMemory(
            null,
            null,
            null,
            null,
            MOMENT,
            OnFull.DROP_NEWEST,
            Duration.ofSeconds(1),
            new RetryPolicy(MOMENT, Duration.ofSeconds(30)));
    Journal journal =
        Journal.open(
            new JournalSettings(
                directory.resolve(folder).resolve(name),
                Sync.INTERVAL,
                Duration.ofMillis(500),
                bytes,
                (int) Math.min(8 << 20, bytes / 4)));
    SinkCall call = new SinkCall(name, Duration.ofSeconds(60));
    return new NamedLog(name, new OpenableSink(sink, config(name), call), settings, journal);
  }
}
