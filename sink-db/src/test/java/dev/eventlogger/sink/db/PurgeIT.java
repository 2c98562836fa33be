package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.query.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers go on while many old rows are removed. Prints how long they wait; asserts no speed. */
final class PurgeIT {

  private static final int OLD = Rig.count(20_000, 1_000_000);
  private static final int QUIET_BATCHES = Rig.count(100, 1_500);
  private static final int BATCH = 10;
  private static final long NANOS_BETWEEN = 10_000_000; // 1,000 events a second

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void removesOldRowsWhileWritersGoOn(TestDatabase database) throws Exception {
    Map<String, Object> settings = database.settings();
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    Rig.fill(database, settings.get("table"), OLD, 1);
    Instant before = Instant.now().minus(Duration.ofSeconds(1));
    List<Long> quiet = new ArrayList<>();
    int written = 0;
    for (; quiet.size() < QUIET_BATCHES; written += BATCH) {
      quiet.add(write(sink, written));
    }

    List<Long> meanwhile = new ArrayList<>();
    CompletableFuture<Long> purge = CompletableFuture.supplyAsync(() -> purge(settings, before));
    for (; !purge.isDone(); written += BATCH) {
      meanwhile.add(write(sink, written));
    }
    sink.close();

    // The row that is a second old may or may not have been removed.
    assertThat(purge.get()).isBetween(OLD - 2L, (long) OLD);
    String count = "SELECT COUNT(*) FROM " + database.quoted(settings.get("table"));
    assertThat(database.count(count)).isEqualTo(OLD - purge.get() + written);
    System.out.printf(
        "%s: purged %,d rows; a batch of %d at 1,000 events/s took at p50/p99 %.1f/%.1f ms before,"
            + " %.1f/%.1f ms meanwhile (%d batches): ratio of p99 %.1f%n",
        database,
        purge.get(),
        BATCH,
        millis(quiet, 50),
        millis(quiet, 99),
        millis(meanwhile, 50),
        millis(meanwhile, 99),
        meanwhile.size(),
        millis(meanwhile, 99) / millis(quiet, 99));
  }

  private static long write(DbEventLogger sink, int from) throws Exception {
    long start = System.nanoTime();
    sink.log(Rig.clicks(from, BATCH));
    long took = System.nanoTime() - start;
    LockSupport.parkNanos(NANOS_BETWEEN - took);
    return took;
  }

  private static long purge(Map<String, Object> settings, Instant before) {
    try (DbEventStore store = new DbEventStore()) {
      store.open(Rig.config(settings));
      return store.purge(before, Removal.IN_CHUNKS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static double millis(List<Long> nanos, int percent) {
    if (nanos.isEmpty()) {
      return 0;
    }
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return sorted.get((sorted.size() - 1) * percent / 100) / 1e6;
  }
}
