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
  private final EventIds ids = new EventIds(clock::get);

  @Test
  void anIdIsAUuidOfVersion7WithTheTime() {
    UUID id = ids.next();

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
                  List<UUID> taken = new ArrayList<>();
                  for (int i = 0; i < 20_000; i++) {
                    clock.addAndGet(i % 3 - 1);
                    taken.add(ids.next());
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

  private List<UUID> take(int count) {
    List<UUID> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(ids.next());
    }
    return taken;
  }

  /** As text: {@link UUID#compareTo} compares signed numbers. */
  private static void assertRising(List<UUID> ids) {
    List<String> texts = ids.stream().map(UUID::toString).toList();
    assertThat(texts).isSorted().doesNotHaveDuplicates();
  }
}
