package dev.eventlogger.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Watches the calls of all logs' sinks, on one thread. Thread-safe. */
final class SinkWatch {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final List<NamedLog> logs;
  private final Duration pause;
  private final CountDownLatch over = new CountDownLatch(1);

  SinkWatch(List<NamedLog> logs) {
    this.logs = List.copyOf(logs);
    Stream<Duration> quarters = logs.stream().map(log -> log.callTimeout().dividedBy(4));
    pause =
        Stream.concat(quarters, Stream.of(LONGEST_PAUSE)).min(Duration::compareTo).orElseThrow();
  }

  void start() {
    Thread thread = new Thread(this::watch, "event-logger-watch");
    thread.setDaemon(true);
    thread.start();
  }

  void stop() {
    over.countDown();
  }

  private void watch() {
    try {
      while (!over.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        logs.forEach(NamedLog::interruptIfStuck);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts it; it would end the watch
    }
  }
}
