package dev.eventlogger.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RepeatWindowTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

  @Test
  void knowsWhatWasRemembered() {
    RepeatWindow window = window(100);

    assertThat(window.isKnown("web", "a")).isFalse();
    window.remember("web", "a");

    assertThat(window.isKnown("web", "a")).isTrue();
    assertThat(window.isKnown("app", "a")).isFalse();
    assertThat(window.isKnown("web", "b")).isFalse();
  }

  @Test
  void forgetsWhatIsOld() {
    RepeatWindow window = window(100);
    window.remember("web", "a");

    nanos.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
    assertThat(window.isKnown("web", "a")).isTrue();
    nanos.addAndGet(1);
    assertThat(window.isKnown("web", "a")).isFalse();
  }

  @Test
  void remembersForTheWholeAgeWhileOthersCome() {
    RepeatWindow window = window(100);
    nanos.addAndGet(Duration.ofMinutes(9).toNanos());
    window.remember("web", "a");
    nanos.addAndGet(Duration.ofMinutes(9).toNanos());
    window.remember("web", "b");

    assertThat(window.isKnown("web", "a")).isTrue();
    nanos.addAndGet(Duration.ofMinutes(9).toNanos());
    assertThat(window.isKnown("web", "a")).isFalse();
    assertThat(window.isKnown("web", "b")).isTrue();
  }

  @Test
  void neverHoldsMoreThanItMay() {
    RepeatWindow window = window(100);
    for (int i = 0; i < 1000; i++) {
      window.remember("web", "e" + i);
      assertThat(window.size()).isLessThanOrEqualTo(100);
    }

    for (int i = 950; i < 1000; i++) {
      assertThat(window.isKnown("web", "e" + i)).isTrue();
    }
    assertThat(window.isKnown("web", "e0")).isFalse();
  }

  @Test
  void holdsLongIdsByTheirHash() {
    RepeatWindow window = window(100);
    String id = "x".repeat(1_000_000);
    window.remember("web", id + "a");

    assertThat(window.isKnown("web", id + "a")).isTrue();
    assertThat(window.isKnown("web", id + "b")).isFalse();
    assertThat(window.isKnown("web", TokenHash.of(id + "a").hex())).isFalse();
  }

  @Test
  void mayBeTurnedOff() {
    RepeatWindow window = window(0);
    window.remember("web", "a");

    assertThat(window.isKnown("web", "a")).isFalse();
  }

  @Test
  void servesManyThreads() throws Exception {
    RepeatWindow window = window(1000);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        String source = "key-" + thread;
        all.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 20_000; i++) {
                    window.remember(source, "e" + i);
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }

    // Each thread may add one event while another swaps the generations.
    assertThat(window.size()).isBetween(1, 1000 + 8);
  }

  private RepeatWindow window(int entries) {
    return new RepeatWindow(entries, Duration.ofMinutes(10), nanos::get);
  }
}
