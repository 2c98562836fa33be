package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.journal.Sync;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Four threads log to two logs with journals, and the sink of one fails in some way: nothing
 * accepted is lost, callers wait no longer than {@code on_full} allows, and the other log is not
 * affected.
 */
@Timeout(1800)
class SinkFaultsTest {

  private static final boolean IS_LONG = Boolean.getBoolean("eventlogger.long");
  private static final int THREADS = 4;
  private static final int EVENTS = IS_LONG ? 100_000 : 4_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @TempDir Path directory;
  private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> waits = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger dropped = new AtomicInteger();

  /** What is wrong with a sink. */
  enum Fault {
    /** Does not answer at first: for a minute, or a second. */
    DOWN,
    /** Takes a second for each batch, or 20 ms, however fast events come. */
    SLOW,
    /** Fails every other call after half of the batch. */
    RESETTING,
    /** Delivers every other event of a batch. */
    HALF_FAILING,
    /** Runs out of memory at every third call. */
    OUT_OF_MEMORY
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void loseNothingAndDisturbNobody(Fault fault) throws Exception {
    Counting faulty = new Counting(fault);
    Counting healthy = new Counting(null);
    Delivery delivery =
        new Delivery(
            List.of(
                NamedLog.open(faulty, config("faulty"), settings()),
                NamedLog.open(healthy, config("healthy"), settings())),
            null);
    long begun = System.nanoTime();
    logAll(delivery);
    assertThat(delivery.flush(Duration.ofMinutes(20))).isEqualTo(FlushResult.FLUSHED);
    delivery.close();

    report(fault, faulty, Duration.ofNanos(System.nanoTime() - begun));
    LogLedger ledger = delivery.ledger().logs().get("faulty");
    assertThat(faulty.delivered.keySet()).isEqualTo(new HashSet<>(accepted));
    assertThat(ledger.delivered()).isEqualTo(ledger.taken()).isEqualTo(accepted.size());
    assertThat(accepted.size() + dropped.get()).isEqualTo(EVENTS);
    assertThat(percentile(99)).isLessThan(PATIENCE.plusSeconds(1).toNanos());
    assertThat(healthy.delivered).hasSize(EVENTS);
    assertThat(healthy.delivered.values()).containsOnly(1);
    assertThat(delivery.ledger().logs().get("healthy").failures()).isZero();
  }

  private void report(Fault fault, Counting sink, Duration took) {
    Set<String> lost = new HashSet<>(accepted);
    lost.removeAll(sink.delivered.keySet());
    long duplicates = sink.delivered.values().stream().mapToLong(times -> times - 1).sum();
    System.out.printf(
        "sink %s: logged %d, accepted %d, dropped %d, delivered distinct %d, duplicate %d, lost %d,"
            + " corrupt %d; call p50 %d us, p99 %d us; %d ms%n",
        fault,
        EVENTS,
        accepted.size(),
        dropped.get(),
        sink.delivered.size(),
        duplicates,
        lost.size(),
        sink.corrupt,
        percentile(50) / 1000,
        percentile(99) / 1000,
        took.toMillis());
    assertThat(lost).isEmpty();
    assertThat(sink.corrupt).isZero();
  }

  private long percentile(int percent) {
    List<Long> sorted = waits.stream().sorted().toList();
    return sorted.get((sorted.size() - 1) * percent / 100);
  }

  private void logAll(Delivery delivery) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> ends = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      ends.add(callers.submit(() -> log(delivery, first)));
    }
    callers.shutdown();
    for (Future<?> end : ends) {
      end.get(20, TimeUnit.MINUTES);
    }
  }

  private void log(Delivery delivery, int first) {
    for (int i = first; i < EVENTS; i += THREADS) {
      String name = "n" + i;
      byte[] json =
          Event.of(EventDraft.named(name).data(Map.of("of", name))).toJson().getBytes(UTF_8);
      long begun = System.nanoTime();
      Outcome outcome = delivery.offer(0b11, json, json.length);
      waits.add(System.nanoTime() - begun);
      if (outcome.isAccepted()) {
        accepted.add(name);
      } else {
        dropped.incrementAndGet();
      }
    }
  }

  private DeliverySettings settings() {
    return new DeliverySettings(
        null,
        null,
        IS_LONG ? 5_000 : 200,
        null,
        Duration.ofMillis(5),
        OnFull.block(PATIENCE),
        Duration.ofMinutes(1),
        new RetryPolicy(Duration.ofMillis(5), Duration.ofMillis(100)),
        directory,
        Sync.INTERVAL,
        null,
        64L << 20,
        8 << 20,
        null,
        null,
        FileMode.PRIVATE);
  }

  /** Counts how often it was given each event. */
  private static final class Counting extends BaseEventLogger {

    private static final long DOWN_NANOS = Duration.ofSeconds(IS_LONG ? 60 : 1).toNanos();
    private static final long SLOW_NANOS = Duration.ofMillis(IS_LONG ? 1000 : 20).toNanos();

    private final Fault fault;
    private final Map<String, Integer> delivered = new HashMap<>();
    private final long begun = System.nanoTime();
    private int calls;
    private int corrupt;

    Counting(Fault fault) {
      this.fault = fault;
    }

    @Override
    public String loggerName() {
      return "counting";
    }

    @Override
    public void open(SinkConfig config) {}

    @Override
    public DeliveryResult log(List<Event> batch) throws Exception {
      calls++;
      if (fault == Fault.DOWN && System.nanoTime() - begun < DOWN_NANOS) {
        throw new SocketException("no route to host");
      }
      if (fault == Fault.OUT_OF_MEMORY && calls % 3 == 1) {
        throw new OutOfMemoryError("not really");
      }
      if (fault == Fault.SLOW) {
        LockSupport.parkNanos(SLOW_NANOS);
      }
      if (fault == Fault.RESETTING && calls % 2 == 1) {
        batch.subList(0, batch.size() / 2).forEach(this::take);
        throw new SocketException("Connection reset");
      }
      List<Event> rest = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        if (fault == Fault.HALF_FAILING && i % 2 == 1) {
          rest.add(batch.get(i));
        } else {
          take(batch.get(i));
        }
      }
      return DeliveryResult.retry(rest);
    }

    private void take(Event event) {
      delivered.merge(event.name(), 1, Integer::sum);
      corrupt += event.data().equals(Map.of("of", event.name())) ? 0 : 1;
    }
  }
}
