package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.Section;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a batch is due. */
@Timeout(60)
class BatchWatchTest {

  private static final int SOON = 5;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final Queue queue = new Queue();

  @Test
  void aWholeBatchIsDueAndNotOneEventLess() throws InterruptedException {
    queue.events = 9;
    queue.then(waiting -> waiting.events = 10);

    assertThat(await(watch(settings("batch_size", 10)))).isTrue();
    assertThat(queue.looks).isGreaterThanOrEqualTo(SOON);
  }

  @Test
  void asManyBytesAsABatchHoldsAreDueAndNotOneLess() throws InterruptedException {
    queue.events = 1;
    queue.bytes = 999;
    queue.then(waiting -> waiting.bytes = 1000);

    assertThat(await(watch(settings("batch_bytes", 1000)))).isTrue();
    assertThat(queue.looks).isGreaterThanOrEqualTo(SOON);
  }

  @Test
  void halfOfAQueueInMemoryIsDue() throws InterruptedException {
    queue.events = 4;
    queue.then(waiting -> waiting.events = 5);
    assertThat(await(watch(settings("queue_events", 10, "batch_size", 10)))).isTrue();
    assertThat(queue.looks).isGreaterThanOrEqualTo(SOON);

    queue.looks = 0;
    queue.events = 1;
    queue.bytes = 499;
    queue.then(waiting -> waiting.bytes = 500);
    assertThat(await(watch(settings("queue_bytes", 1000, "batch_bytes", 1000)))).isTrue();
    assertThat(queue.looks).isGreaterThanOrEqualTo(SOON);
  }

  @Test
  void aQuarterOfAJournalIsDueHoweverManyEventsThatIs() throws InterruptedException {
    queue.events = 400;
    queue.bytes = (4 << 20) - 1;
    queue.then(waiting -> waiting.bytes = 4 << 20);
    Map<String, Object> journal = settings("queue_events", 500, "batch_size", 500);
    journal.put("directory", "journals");
    journal.put("journal_bytes", 16 << 20);
    journal.put("segment_bytes", 8 << 20);
    journal.put("batch_bytes", 8 << 20);

    assertThat(await(watch(journal))).isTrue();
    assertThat(queue.looks).isGreaterThanOrEqualTo(SOON);
  }

  @Test
  void whatIsHurriedOrCrowdedOrClosedIsDueAtOnce() throws InterruptedException {
    BatchWatch watch = watch(settings());
    queue.events = 1;
    queue.then(waiting -> waiting.hurried = true);
    assertThat(await(watch)).isTrue();

    queue.hurried = false;
    queue.then(waiting -> waiting.crowded = true);
    assertThat(await(watch)).isTrue();

    queue.crowded = false;
    queue.then(waiting -> waiting.closed = true);
    assertThat(await(watch)).isTrue();
  }

  @Test
  void nothingIsDueWhereNothingWaitsHoweverCrowded() throws InterruptedException {
    queue.crowded = true;
    queue.hurried = true;
    queue.then(waiting -> waiting.closed = true);

    assertThat(await(watch(settings()))).isFalse();
    assertThat(queue.looks).isGreaterThanOrEqualTo(SOON);
  }

  @Test
  void whatWaitedForTheLingerIsDueFromWhenItBegan() throws InterruptedException {
    Map<String, Object> settings = settings();
    settings.put("linger", "200ms");
    BatchWatch watch = watch(settings);
    queue.events = 1;
    watch.begin();
    long begun = System.nanoTime();

    assertThat(await(watch)).isTrue();
    Duration first = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(first).isGreaterThan(Duration.ofMillis(150));

    assertThat(await(watch)).as("not waited for anew").isTrue();
    watch.begin();
    long again = System.nanoTime();
    assertThat(await(watch)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - again)).isGreaterThan(Duration.ofMillis(190));
  }

  @Test
  void theLingerOfWhatComesLaterBeginsWhenItIsSeen() throws InterruptedException {
    Map<String, Object> settings = settings();
    settings.put("linger", "100ms");
    BatchWatch watch = watch(settings);
    long[] came = new long[1];
    // Long after the watch was created, and while it is not asking whether a batch is due.
    queue.at = 81;
    queue.change =
        waiting -> {
          came[0] = System.nanoTime();
          waiting.events = 1;
        };

    assertThat(await(watch)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - came[0]))
        .isGreaterThanOrEqualTo(Duration.ofMillis(99));
  }

  @Test
  void sleepsAfterAWhileWithoutEventsUntilItIsWoken() throws Exception {
    BatchWatch watch = watch(settings());
    Thread thread =
        new Thread(
            () -> {
              try {
                await(watch);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    while (!watch.isAsleep()) {
      Thread.sleep(5);
    }
    lock.lock();
    try {
      queue.events = 1;
      queue.closed = true;
      watch.wake();
      assertThat(watch.isAsleep()).isFalse();
    } finally {
      lock.unlock();
    }
    thread.join();

    assertThat(watch.isAsleep()).isFalse();
    // It looked for at least a second before it slept.
    assertThat(queue.looks).isGreaterThan(200);
  }

  private boolean await(BatchWatch watch) throws InterruptedException {
    lock.lock();
    try {
      return watch.await(queue);
    } finally {
      lock.unlock();
    }
  }

  private BatchWatch watch(Map<String, Object> settings) {
    DeliverySettings read = Section.of("EVENT_DELIVERY", settings).as(DeliverySettings.class);
    return new BatchWatch(read, woken);
  }

  private static Map<String, Object> settings(Object... pairs) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("linger", "1d");
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put((String) pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  /** A queue whose state changes after a number of looks. */
  private static final class Queue implements BatchWatch.Waiting {
    private long events;
    private long bytes;
    private boolean crowded;
    private boolean hurried;
    private boolean closed;
    private int looks;
    private int at;
    private Consumer<Queue> change = queue -> {};

    private void then(Consumer<Queue> change) {
      at = looks + SOON;
      this.change = change;
    }

    @Override
    public long events() {
      if (++looks == at) {
        change.accept(this);
      }
      return events;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public boolean isCrowded() {
      return crowded;
    }

    @Override
    public boolean isHurried() {
      return hurried;
    }

    @Override
    public boolean isClosed() {
      return closed;
    }
  }
}
