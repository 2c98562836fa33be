package dev.eventlogger.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.delivery.Delivery;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.delivery.NamedLog;
import dev.eventlogger.delivery.OnFull;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.spi.SinkConfig;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** Putting an event's bytes into the memory queue of one log, whose sink discards them. */
@State(Scope.Benchmark)
public class HandOffBenchmark {

  private final byte[] event =
      Event.of(EventDraft.of(EventType.CLICK).uid("42").data(new Prepared().next()))
          .toJson()
          .getBytes(UTF_8);
  private Delivery delivery;

  /** Created by JMH. */
  @SuppressWarnings("NullAway.Init") // see open
  public HandOffBenchmark() {}

  /** Starts the log. */
  @Setup
  public void open() throws Exception {
    NamedLog log = NamedLog.open(new DiscardingLogger(), new NoSettings(), settings());
    delivery = new Delivery(List.of(log), null);
  }

  private static DeliverySettings settings() {
    return DeliverySettings.builder().onFull(OnFull.block(Duration.ofMinutes(1))).build();
  }

  /** Closes the log. */
  @TearDown
  public void close() {
    delivery.close();
  }

  /** By one thread. */
  @Benchmark
  public Outcome offer() {
    return delivery.offer(1, event, event.length);
  }

  /** By two threads. */
  @Benchmark
  @Threads(2)
  public Outcome offerByTwo() {
    return delivery.offer(1, event, event.length);
  }

  private record NoSettings() implements SinkConfig {
    @Override
    public <R extends Record> R as(Class<R> type) {
      throw new IllegalArgumentException("there are no settings");
    }

    @Override
    public String logName() {
      return "discarding";
    }
  }
}
