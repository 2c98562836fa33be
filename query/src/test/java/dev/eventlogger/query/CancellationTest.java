package dev.eventlogger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CancellationTest {

  private final Cancellation cancellation = Cancellation.withoutTimeout();
  private final AtomicInteger ends = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void doesWhatIsNotGivenUp() throws Exception {
    assertThatCode(cancellation::check).doesNotThrowAnyException();
    assertThat(cancellation.<String, Exception>run(ends::incrementAndGet, () -> "done"))
        .isEqualTo("done");
    assertThatThrownBy(
            () ->
                cancellation.run(
                    ends::incrementAndGet,
                    () -> {
                      throw new IOException("broken");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("broken");

    cancellation.cancel();
    assertThat(ends).as("ends of what is over").hasValue(0);
  }

  @Test
  void beginsNothingThatIsGivenUp() {
    cancellation.cancel();

    assertThat(cancellation.isCancelled()).isTrue();
    assertThatThrownBy(cancellation::check).hasMessage("the question was given up");
    assertThatThrownBy(() -> cancellation.run(ends::incrementAndGet, ends::incrementAndGet))
        .isInstanceOf(QueryCancelledException.class);
    assertThat(ends).hasValue(0);
  }

  @Test
  void endsEverythingThatGoesOnOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch ended = new CountDownLatch(2);
    Runnable end =
        () -> {
          ends.incrementAndGet();
          ended.countDown();
        };
    Cancellation.Work<String, InterruptedException> work =
        () -> {
          begun.countDown();
          ended.await();
          return "answered at the last moment";
        };
    Future<String> first = threads.submit(() -> cancellation.run(end, work));
    Future<String> second = threads.submit(() -> cancellation.run(end, work));
    begun.await();
    cancellation.cancel();
    cancellation.cancel();

    for (Future<String> each : java.util.List.of(first, second)) {
      assertThatThrownBy(each::get).hasCauseInstanceOf(QueryCancelledException.class);
    }
    assertThat(ends).hasValue(2);
  }

  @Test
  void saysThatItWasGivenUpWhateverTheWorkFailsWith() {
    assertThatThrownBy(
            () ->
                cancellation.run(
                    ends::incrementAndGet,
                    () -> {
                      cancellation.cancel();
                      throw new IOException("the connection was closed");
                    }))
        .isInstanceOf(QueryCancelledException.class)
        .hasNoCause();
    assertThat(ends).hasValue(1);
  }

  /** Whatever ends a statement must not hit the next one on the same connection. */
  @Test
  void returnsOnlyWhenWhatEndsTheWorkIsThrough() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ending = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Future<?> asking =
        threads.submit(
            () ->
                cancellation.run(
                    () -> {
                      ending.countDown();
                      awaitQuietly(goOn);
                      ends.incrementAndGet();
                    },
                    () -> {
                      begun.countDown();
                      ending.await();
                      return "done";
                    }));
    begun.await();
    Future<?> cancelling = threads.submit(cancellation::cancel);
    ending.await();
    assertThat(asking.isDone()).isFalse();
    goOn.countDown();

    cancelling.get();
    assertThatThrownBy(asking::get).hasCauseInstanceOf(QueryCancelledException.class);
    assertThat(ends).hasValue(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void givesUpAfterItsTime() {
    Cancellation timed = Cancellation.after(Duration.ofMillis(1));
    CountDownLatch ended = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                timed.run(
                    ended::countDown,
                    () -> {
                      ended.await();
                      return "late";
                    }))
        .isInstanceOf(QueryCancelledException.class)
        .hasMessage("there was no answer within 1 ms; ask for a shorter time, or give it longer");
  }

  @Test
  void takesATimeOfMoreThanNothing() {
    assertThatThrownBy(() -> Cancellation.after(Duration.ZERO))
        .hasMessage("timeout: must be more than 0");
    assertThat(Cancellation.after(Duration.ofHours(1)).isCancelled()).isFalse();
  }
}
