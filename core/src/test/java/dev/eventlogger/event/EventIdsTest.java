package dev.eventlogger.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventIdsTest {

  private final AtomicLong clock = new AtomicLong(1_795_238_090_376L);
  private final AtomicLong latest = new AtomicLong();
  private final EventIds ids = new EventIds(latest);

  @Test
  void anIdIsAUuidOfVersion7WithTheTime() {
    UUID id = next(ids);

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(clock.get());
  }

  @Test
  void idsRiseWithinAMillisecond() {
    assertRising(take(10_000));
  }

  @Test
  void idsRiseWhenTheClockStepsBack() {
    List<UUID> taken = take(10);
    clock.addAndGet(-3_600_000);
    taken.addAll(take(10));
    clock.addAndGet(1);
    taken.addAll(take(10));
    clock.addAndGet(7_200_000);
    taken.addAll(take(10));

    assertRising(taken);
  }

  @Test
  void idsRiseInEveryThreadAndAreNeverTheSame() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<List<UUID>>> results = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  EventIds own = new EventIds(latest);
                  List<UUID> taken = new ArrayList<>();
                  for (int i = 0; i < 20_000; i++) {
                    clock.addAndGet(i % 3 - 1);
                    taken.add(next(own));
                  }
                  return taken;
                }));
      }
      start.countDown();
      var all = ConcurrentHashMap.<UUID>newKeySet();
      for (Future<List<UUID>> result : results) {
        assertRising(result.get());
        all.addAll(result.get());
      }
      assertThat(all).hasSize(80_000);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void idsOfSeveralThreadsRiseInTheOrderTheyAreMade() {
    EventIds other = new EventIds(latest);
    List<UUID> taken = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      taken.add(next(i % 2 == 0 ? ids : other));
    }

    assertRising(taken);
  }

  @Test
  void moreIdsThanAMillisecondCountsRunAheadOfTheClock() {
    UUID first = next(ids);
    for (int i = 0; i < 1 << 20; i++) {
      ids.next(clock.get());
    }
    UUID last = ids.latest();

    assertRising(List.of(first, last));
    assertThat(last.getMostSignificantBits() >>> 16).isEqualTo(clock.get() + 1);
    assertThat(last.version()).isEqualTo(7);
  }

  @Test
  void eachMillisecondAndEachThreadHasItsOwnChance() {
    long first = next(ids).getLeastSignificantBits();
    long other = next(new EventIds(latest)).getLeastSignificantBits();
    clock.incrementAndGet();
    long later = next(ids).getLeastSignificantBits();

    long chance = (1L << 54) - 1;
    assertThat(List.of(first & chance, other & chance, later & chance)).doesNotHaveDuplicates();
  }

  private UUID next(EventIds from) {
    from.next(clock.get());
    return from.latest();
  }

  private List<UUID> take(int count) {
    List<UUID> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(next(ids));
    }
    return taken;
  }

  /** As text: {@link UUID#compareTo} compares signed numbers. */
  private static void assertRising(List<UUID> ids) {
    List<String> texts = ids.stream().map(UUID::toString).toList();
    assertThat(texts).isSorted().doesNotHaveDuplicates();
  }
}
