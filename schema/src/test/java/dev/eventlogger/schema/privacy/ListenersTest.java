package dev.eventlogger.schema.privacy;

import static dev.eventlogger.schema.privacy.Listeners.Stage.REDACTED;
import static dev.eventlogger.schema.privacy.Listeners.Stage.UNREDACTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.SchemaRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ListenersTest {

  private static final SchemaRef RUN = new SchemaRef("run", "1");
  private static final SchemaRef STOP = new SchemaRef("stop", "1");
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Listeners listeners = new Listeners(2);
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void letThemGo() {
    goOn.countDown();
    listeners.close(LONG);
  }

  @Test
  void areToldOfTheStageAndSchemaTheyAskedFor() {
    listeners.add(REDACTED, hearing("all"));
    listeners.add(REDACTED, "run", hearing("run"));
    listeners.add(UNREDACTED, "stop", hearing("raw"));

    listeners.offer(REDACTED, RUN, Map.of("a", 1));
    listeners.offer(REDACTED, STOP, Map.of("a", 2));
    listeners.offer(UNREDACTED, STOP, Map.of("a", 3));
    listeners.close(LONG);

    assertThat(heard)
        .containsExactlyInAnyOrder(
            "all run {a=1}", "all stop {a=2}", "run run {a=1}", "raw stop {a=3}");
  }

  @Test
  void haveACopyOfTheirOwn() throws InterruptedException {
    Map<String, Object> data = new HashMap<>(Map.of("a", new HashMap<>(Map.of("b", 1))));
    listeners.add(REDACTED, (schema, copy) -> ((Map<?, ?>) copy.get("a")).clear());
    listeners.add(REDACTED, held(new CountDownLatch(1)));

    listeners.offer(REDACTED, RUN, data);
    data.put("a", "changed afterwards");
    goOn.countDown();
    listeners.close(LONG);

    assertThat(heard).containsExactly("held run {a={b=1}}");
  }

  @Test
  void aSlowOneMissesEventsAndNobodyElseDoes() throws InterruptedException {
    CountDownLatch holding = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(5);
    listeners.add(REDACTED, held(holding));
    listeners.offer(REDACTED, RUN, Map.of("n", 0));
    holding.await();
    // One is being told, two wait, and two find the queue full.
    listeners.add(REDACTED, (schema, data) -> others.countDown());
    for (int n = 1; n <= 4; n++) {
      listeners.offer(REDACTED, RUN, Map.of("n", n));
      awaitCount(others, 5 - n);
    }

    assertThat(listeners.missed()).isEqualTo(2);
    goOn.countDown();
    listeners.close(LONG);
    assertThat(heard).containsExactly("held run {n=0}", "held run {n=1}", "held run {n=2}");
  }

  @Test
  void oneThatThrowsIsToldOfTheNextAndNobodyElseNotices() {
    listeners.add(
        REDACTED,
        (schema, data) -> {
          heard.add("thrown " + data);
          throw new AssertionError("me");
        });
    listeners.add(REDACTED, hearing("other"));

    listeners.offer(REDACTED, RUN, Map.of("n", 1));
    listeners.offer(REDACTED, RUN, Map.of("n", 2));
    listeners.close(LONG);

    assertThat(heard)
        .containsExactlyInAnyOrder(
            "thrown {n=1}", "thrown {n=2}", "other run {n=1}", "other run {n=2}");
    assertThat(listeners.failed()).isEqualTo(2);
    assertThat(listeners.missed()).isZero();
  }

  @Test
  void dataThatCannotBeCopiedIsMissed() {
    Map<String, Object> itself = new HashMap<>();
    itself.put("me", itself);
    listeners.add(REDACTED, hearing("all"));

    listeners.offer(REDACTED, RUN, itself);

    assertThat(listeners.missed()).isEqualTo(1);
  }

  @Test
  void oneThatWasRemovedIsToldNoMore() {
    EventListener listener = hearing("all");
    listeners.add(REDACTED, listener);
    listeners.remove(listener);

    listeners.offer(REDACTED, RUN, Map.of());
    listeners.close(LONG);

    assertThat(heard).isEmpty();
  }

  @Test
  void closingInterruptsWhoTakesTooLongAndCountsWhatIsLeft() throws InterruptedException {
    CountDownLatch holding = new CountDownLatch(1);
    listeners.add(REDACTED, held(holding));
    listeners.offer(REDACTED, RUN, Map.of("n", 0));
    holding.await();
    listeners.offer(REDACTED, RUN, Map.of("n", 1));

    listeners.close(Duration.ZERO);

    assertThat(listeners.missed()).isEqualTo(1);
    listeners.offer(REDACTED, RUN, Map.of("n", 2));
    assertThat(listeners.missed()).isEqualTo(2);
    assertThatThrownBy(() -> listeners.add(REDACTED, hearing("late")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the event logger is closed");
  }

  private EventListener hearing(String name) {
    return (schema, data) -> heard.add(name + " " + schema.id() + " " + data);
  }

  private EventListener held(CountDownLatch holding) {
    return (schema, data) -> {
      holding.countDown();
      try {
        goOn.await();
        heard.add("held " + schema.id() + " " + data);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static void awaitCount(CountDownLatch latch, int count) {
    while (latch.getCount() > count) {
      Thread.onSpinWait();
    }
  }
}
