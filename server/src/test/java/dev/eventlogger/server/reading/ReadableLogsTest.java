package dev.eventlogger.server.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.QueryCancelledException;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.server.EmptyStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stores are opened when they are first asked. */
@Timeout(30)
class ReadableLogsTest {

  private static final Cancellation PATIENT = Cancellation.withoutTimeout();

  private final AtomicInteger openings = new AtomicInteger();
  private final CountDownLatch mayOpen = new CountDownLatch(1);
  private final ClosingStore store = new ClosingStore();

  @Test
  void opensOnceForAllQuestions() {
    try (ReadableLogs logs = ReadableLogs.of("a", this::open)) {
      mayOpen.countDown();

      assertThat(logs.store("a", PATIENT)).isSameAs(store).isSameAs(logs.store("a", PATIENT));
      assertThat(openings).hasValue(1);
    }
    assertThat(store.closed.getCount()).isZero();
  }

  @Test
  void waitsForAnOpeningNoLongerThanTheQuestionMay() {
    try (ReadableLogs logs = ReadableLogs.of("a", this::open)) {
      Cancellation quick = Cancellation.after(Duration.ofMillis(20));

      assertThatThrownBy(() -> logs.store("a", quick)).isInstanceOf(QueryCancelledException.class);
      mayOpen.countDown();

      assertThat(logs.store("a", PATIENT)).as("it went on being opened").isSameAs(store);
      assertThat(openings).hasValue(1);
    }
  }

  @Test
  void opensAgainAfterItCouldNot() {
    ReadableLogs.Opening failsFirst =
        () -> {
          if (openings.incrementAndGet() == 1) {
            throw new IOException("there is no power");
          }
          return store;
        };
    try (ReadableLogs logs = ReadableLogs.of("a", failsFirst)) {
      assertThatThrownBy(() -> logs.store("a", PATIENT))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith("the store of log a cannot be opened: ")
          .hasRootCauseMessage("there is no power");

      assertThat(logs.store("a", PATIENT)).isSameAs(store);
    }
  }

  @Test
  void closesWhatIsStillBeingOpened() throws Exception {
    ReadableLogs logs = ReadableLogs.of("a", this::open);
    Cancellation quick = Cancellation.after(Duration.ofMillis(20));
    assertThatThrownBy(() -> logs.store("a", quick)).isInstanceOf(QueryCancelledException.class);

    logs.close();
    mayOpen.countDown();

    assertThat(store.closed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> logs.store("a", PATIENT))
        .isInstanceOf(StoreException.class)
        .hasMessage("the server is stopping");
  }

  private EventStore open() throws InterruptedException {
    openings.incrementAndGet();
    mayOpen.await();
    return store;
  }

  /** A store that tells when it is closed. */
  private static final class ClosingStore extends EmptyStore {

    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
