package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class InMemoryEventLoggerTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final InMemoryEventLogger sink = new InMemoryEventLogger();
  private final List<Event> batch = ContractEvents.clicks(3);

  @Test
  void keepsEventsInOrder() throws Exception {
    assertThat(sink.log(batch)).isEqualTo(DeliveryResult.DELIVERED);

    assertThat(sink.events()).containsExactlyElementsOf(batch);
  }

  @Test
  void keepsAnEventThatComesTwiceTwice() throws Exception {
    sink.log(batch.subList(0, 1));
    sink.log(batch.subList(0, 1));

    assertThat(sink.events()).hasSize(2);
  }

  @Test
  void canBeReadAfterItWasClosed() throws Exception {
    sink.log(batch);
    sink.close();

    assertThat(sink.events()).hasSize(3);
  }

  @Test
  void givesACopyThatLaterEventsDoNotChange() throws Exception {
    List<Event> before = sink.events();
    sink.log(batch);

    assertThat(before).isEmpty();
  }

  @Test
  void forgetsEventsWhenCleared() throws Exception {
    sink.log(batch);
    sink.clear();

    assertThat(sink.events()).isEmpty();
  }

  @Test
  void waitsForEventsThatAnotherThreadDelivers() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<List<Event>> awaited =
        CompletableFuture.supplyAsync(
            () -> {
              waiting.countDown();
              return await(3);
            });
    waiting.await();
    sink.log(batch.subList(0, 2));
    sink.log(batch.subList(2, 3));

    assertThat(awaited.get(20, TimeUnit.SECONDS)).containsExactlyElementsOf(batch);
  }

  private List<Event> await(int count) {
    try {
      return sink.await(count, LONG);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void saysHowManyEventsCameWhenWaitingWasInVain() throws Exception {
    sink.log(batch);

    assertThatThrownBy(() -> sink.await(4, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("waited PT0.001S for 4 events; 3 came");
  }

  @Test
  void failsAsOftenAsItWasTold() throws Exception {
    IOException failure = new IOException("down");
    sink.failNext(2, failure);

    assertThatThrownBy(() -> sink.log(batch)).isSameAs(failure);
    assertThatThrownBy(() -> sink.log(batch)).isSameAs(failure);
    assertThat(sink.events()).isEmpty();
    sink.log(batch);
    assertThat(sink.events()).hasSize(3);
  }

  @Test
  void rejectsWhatItWasToldTo() throws Exception {
    Event bad = batch.get(1);
    sink.rejectIf(bad::equals);

    assertThat(sink.log(batch).rejected()).extracting(Rejected::event).containsExactly(bad);
    assertThat(sink.events()).containsExactly(batch.get(0), batch.get(2));
  }

  @Test
  void asksAgainForWhatItWasToldTo() throws Exception {
    Event late = batch.get(0);
    sink.retryIf(late::equals);
    assertThat(sink.log(batch)).isEqualTo(DeliveryResult.retry(List.of(late)));

    sink.retryIf(event -> false);
    sink.log(List.of(late));

    assertThat(sink.events()).containsExactly(batch.get(1), batch.get(2), late);
  }
}
