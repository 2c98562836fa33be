package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cost of an event in each process on its way, by Linux's accounting: the numbers in
 * docs/scale.md.
 */
@Timeout(900)
@EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
class ScaleIT {

  private static final int EVENTS = 200_000;
  private static final int WARM = 40_000;
  private static final int BATCH = 100;
  private static final int CLIENTS = 4;
  private static final double TICKS_PER_SECOND = 100;

  @TempDir private Path folder;

  /** What a process and its children have used so far. */
  private record Use(double cpuSeconds, long readBytes, long writtenBytes, long diskBytes) {

    static Use of(long pid) throws IOException {
      Use sum = ofOne(pid);
      List<Long> children =
          ProcessHandle.of(pid).stream()
              .flatMap(ProcessHandle::descendants)
              .map(ProcessHandle::pid)
              .toList();
      for (long child : children) {
        sum = sum.plus(ofChild(child));
      }
      return sum;
    }

    /** One that has ended meanwhile counts as its parent's. */
    private static Use ofChild(long pid) throws IOException {
      try {
        return ofOne(pid);
      } catch (IOException e) {
        if (ProcessHandle.of(pid).isPresent()) {
          throw e;
        }
        return new Use(0, 0, 0, 0);
      }
    }

    private static Use ofOne(long pid) throws IOException {
      Path proc = Path.of("/proc", String.valueOf(pid));
      String stat = Files.readString(proc.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      // utime, stime, and those of children that have ended: fields 14 to 17 of proc(5).
      double ticks = 0;
      for (int i = 11; i <= 14; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      List<String> io = Files.readAllLines(proc.resolve("io"));
      return new Use(
          ticks / TICKS_PER_SECOND,
          count(io, "rchar"),
          count(io, "wchar"),
          count(io, "write_bytes"));
    }

    private static long count(List<String> io, String name) {
      return io.stream()
          .filter(line -> line.startsWith(name + ": "))
          .mapToLong(line -> Long.parseLong(line.substring(name.length() + 2)))
          .sum();
    }

    Use plus(Use other) {
      return new Use(
          cpuSeconds + other.cpuSeconds,
          readBytes + other.readBytes,
          writtenBytes + other.writtenBytes,
          diskBytes + other.diskBytes);
    }

    String minus(Use before, int events) {
      return Cluster.line(
          "CPU %.1f µs, read %d B, written %d B, of these to disk %d B",
          (cpuSeconds - before.cpuSeconds) * 1e6 / events,
          (readBytes - before.readBytes) / events,
          (writtenBytes - before.writtenBytes) / events,
          (diskBytes - before.diskBytes) / events);
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void saysWhatAnEventCosts() throws Exception {
    try (Cluster cluster = Cluster.start(folder, 6)) {
      int server = cluster.addServer();
      post(cluster, server, 0, WARM);
      long serverPid = cluster.server(server).pid();
      long brokerPid = cluster.broker().pid();
      Use serverBefore = Use.of(serverPid);
      Use brokerBefore = Use.of(brokerPid);
      long topicBefore = size(folder.resolve("broker"), Cluster.TOPIC + "-");
      long begun = System.nanoTime();
      post(cluster, server, WARM, EVENTS);
      say("server → journal → Kafka: %.0f events/s", EVENTS / ((System.nanoTime() - begun) / 1e9));
      say("an event: server: %s", Use.of(serverPid).minus(serverBefore, EVENTS));
      say("an event: broker, written to: %s", Use.of(brokerPid).minus(brokerBefore, EVENTS));
      say(
          "an event in the topic: %d B",
          (size(folder.resolve("broker"), Cluster.TOPIC + "-") - topicBefore) / EVENTS);

      consume(cluster, brokerPid);
    }
  }

  private static void consume(Cluster cluster, long brokerPid) throws Exception {
    long databasePid = cluster.databasePid();
    int consumer = cluster.addConsumer();
    CommandProcess.await("the first", () -> cluster.rows() >= WARM / 2);
    int already = cluster.rows();
    long consumerPid = cluster.consumer(consumer).pid();
    Use consumerBefore = Use.of(consumerPid);
    Use databaseBefore = Use.of(databasePid);
    Use brokerBefore = Use.of(brokerPid);
    String wal = cluster.query("SELECT pg_current_wal_lsn()").get(0);
    long begun = System.nanoTime();
    CommandProcess.await("all", () -> cluster.rows() == WARM + EVENTS);
    int events = WARM + EVENTS - already;
    say("Kafka → PostgreSQL: %.0f events/s", events / ((System.nanoTime() - begun) / 1e9));
    say("an event: consumer: %s", Use.of(consumerPid).minus(consumerBefore, events));
    say("an event: PostgreSQL: %s", Use.of(databasePid).minus(databaseBefore, events));
    say("an event: broker, read from: %s", Use.of(brokerPid).minus(brokerBefore, events));
    long logged =
        Long.parseLong(
            cluster
                .query("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '" + wal + "')::bigint")
                .get(0));
    long stored =
        Long.parseLong(cluster.query("SELECT pg_total_relation_size('event_logs')").get(0));
    say(
        "an event in PostgreSQL: %d B of table and indexes, %d B of WAL",
        stored / (WARM + EVENTS), logged / events);
    assertThat(cluster.numbers()).doesNotHaveDuplicates().hasSize(WARM + EVENTS);
  }

  private static void post(Cluster cluster, int server, int from, int count) throws Exception {
    AtomicInteger next = new AtomicInteger(from);
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(CLIENTS);
    for (int i = 0; i < CLIENTS; i++) {
      new Thread(
              () -> {
                try {
                  for (int n = next.getAndAdd(BATCH); n < from + count; n = next.getAndAdd(BATCH)) {
                    refused.addAndGet(cluster.post(server, n, BATCH) ? 0 : 1);
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                } finally {
                  done.countDown();
                }
              })
          .start();
    }
    assertThat(done.await(10, TimeUnit.MINUTES)).isTrue();
    assertThat(refused).hasValue(0);
    CommandProcess.await("all in the topic", () -> ends(cluster) == from + count);
  }

  private static long ends(Cluster cluster) {
    try {
      return cluster.broker().topics().ends(Cluster.TOPIC).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The total size of the files in folders whose names have this prefix. */
  private static long size(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(
              file -> file.toString().contains("/" + prefix) && file.toString().endsWith(".log"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static void say(String words, Object... values) {
    System.out.println("scale: " + Cluster.line(words, values));
  }
}
