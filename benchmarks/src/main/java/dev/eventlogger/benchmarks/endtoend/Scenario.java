package dev.eventlogger.benchmarks.endtoend;

import dev.eventlogger.benchmarks.Measurement;
import dev.eventlogger.benchmarks.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Some producers log some events. The clock stops when the candidate is closed, and then the lines
 * are counted.
 *
 * @param name what it is called
 * @param events of all producers together
 * @param nanosBetween from call to call of one producer; 0 for as fast as possible
 */
record Scenario(String name, Shape shape, int producers, int events, long nanosBetween) {

  static Scenario atFullSpeed(Shape shape, int producers, int events) {
    return new Scenario(shape.label() + "-" + producers, shape, producers, events, 0);
  }

  /** One producer that logs 10,000 events a second. */
  static Scenario paced(Shape shape, int events) {
    return new Scenario(shape.label() + "-paced", shape, 1, events, 100_000);
  }

  Measurement run(String candidateName, Candidate.Opener opener, Path file) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(producers);
    try {
      Candidate candidate = opener.open(file, shape);
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Producer.Calls>> running = new ArrayList<>();
      for (int producer = 0; producer < producers; producer++) {
        running.add(threads.submit(producer(candidate, start, producer)));
      }
      long cpu = CpuClock.processNanos();
      long begun = System.nanoTime();
      start.countDown();
      List<Producer.Calls> calls = new ArrayList<>();
      for (Future<Producer.Calls> each : running) {
        calls.add(each.get());
      }
      candidate.close();
      long nanos = System.nanoTime() - begun;
      cpu = CpuClock.processNanos() - cpu;
      return new Measurement(candidateName, name, figures(calls, nanos, cpu, lines(file)));
    } finally {
      threads.shutdownNow();
    }
  }

  private Producer producer(Candidate candidate, CountDownLatch start, int number) {
    int share = events / producers;
    return new Producer(candidate, start, number * share, share, nanosBetween);
  }

  private Map<String, Double> figures(
      List<Producer.Calls> calls, long nanos, long cpuNanos, long lines) {
    int logged = events / producers * producers;
    Map<String, Double> figures = new HashMap<>();
    figures.put("events", (double) logged);
    figures.put("lost", (double) (logged - lines));
    figures.put("events_per_second", lines * 1e9 / nanos);
    figures.put("cpu_ns_per_event", (double) cpuNanos / lines);
    long allocated = calls.stream().mapToLong(Producer.Calls::allocatedBytes).sum();
    figures.put("caller_bytes_per_event", (double) allocated / logged);
    long[] sorted =
        calls.stream().flatMapToLong(each -> LongStream.of(each.nanos())).sorted().toArray();
    figures.put("call_p50_ns", percentile(sorted, 0.5));
    figures.put("call_p99_ns", percentile(sorted, 0.99));
    figures.put("call_p999_ns", percentile(sorted, 0.999));
    return figures;
  }

  private static double percentile(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
  }

  static long lines(Path file) throws IOException {
    byte[] block = new byte[1024 * 1024];
    long lines = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        for (int at = 0; at < read; at++) {
          lines += block[at] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }
}
