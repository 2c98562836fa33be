package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When an event is given up. */
class SuspicionTest {

  private final Throwable ofCode = new IllegalStateException("of the event");
  private final Throwable ofNetwork = new IOException("reset");

  private final AtomicLong clock = new AtomicLong();
  private final RetryPolicy retry = new RetryPolicy(Duration.ofHours(1), Duration.ofHours(1));
  private final Suspicion suspicion = new Suspicion(retry, Suspicion.PATIENCE, clock::get);
  private final Part part = new Part(List.of(Event.of(EventDraft.named("bad"))));

  @Test
  void asksAtTheThirdFailureAndAtEachFourthFromThere() {
    List<Integer> asked =
        IntStream.rangeClosed(1, 12)
            .filter(
                tries -> {
                  part.tried();
                  return Suspicion.isDue(part);
                })
            .boxed()
            .toList();

    assertThat(asked).containsExactly(3, 7, 11);
  }

  @Test
  void restsAfterItsFirstStrikeNoLongerThanBeforeASecondTry() {
    Duration limit = Duration.ofMillis(1);
    RetryPolicy quick = new RetryPolicy(limit, Duration.ofHours(1));

    new Suspicion(quick, Suspicion.PATIENCE, clock::get).strike(part, ofNetwork);

    assertThat(part.restLeft(clock.get())).isBetween(0L, limit.toNanos());
  }

  @Test
  void isProvedByTenStrikesWhereCodeFails() {
    for (int i = 1; i < Suspicion.STRIKES; i++) {
      suspicion.strike(part, ofCode);
    }
    assertThat(suspicion.isProved(part, ofCode)).isFalse();

    suspicion.strike(part, ofCode);

    assertThat(suspicion.isProved(part, ofCode)).isTrue();
    assertThat(suspicion.isProved(part, ofNetwork)).isFalse();
  }

  @Test
  void isProvedAfterFiveMinutesOfStrikesWhereItMayBeTheNetwork() {
    for (int i = 0; i < Suspicion.STRIKES; i++) {
      suspicion.strike(part, ofNetwork);
    }
    clock.set(Suspicion.PATIENCE.toNanos() - 1);
    assertThat(suspicion.isProved(part, ofNetwork)).isFalse();

    clock.set(Suspicion.PATIENCE.toNanos());

    assertThat(suspicion.isProved(part, ofNetwork)).isTrue();
  }

  @Test
  void restsAtMostASecondWhereCodeFailsAndAsLongAsTheRetryPolicySaysElse() {
    long second = Duration.ofSeconds(1).toNanos();
    long longest = 0;
    for (int i = 0; i < 100; i++) {
      suspicion.strike(part, ofCode);
      assertThat(part.restLeft(clock.get())).isBetween(0L, second);
      suspicion.strike(part, ofNetwork);
      longest = Math.max(longest, part.restLeft(clock.get()));
    }

    assertThat(longest).isBetween(second, Duration.ofHours(1).toNanos());
  }

  @Test
  void codeFailsWhereNothingInTheFailureIsOfInputOrOutputOrOfAllThatRuns() {
    assertThat(Suspicion.isOfCode(ofCode)).isTrue();
    assertThat(Suspicion.isOfCode(new NoClassDefFoundError("app/Uid"))).isTrue();
    assertThat(Suspicion.isOfCode(new StackOverflowError())).isTrue();
    assertThat(Suspicion.isOfCode(new IllegalStateException(ofCode))).isTrue();

    assertThat(Suspicion.isOfCode(ofNetwork)).isFalse();
    assertThat(Suspicion.isOfCode(new UncheckedIOException(new IOException()))).isFalse();
    assertThat(Suspicion.isOfCode(new IllegalStateException(new RuntimeException(ofNetwork))))
        .isFalse();
    assertThat(Suspicion.isOfCode(new OutOfMemoryError())).isFalse();
    assertThat(Suspicion.isOfCode(new InternalError())).isFalse();
  }

  @Test
  void isNotFooledByAFailureWhoseCauseFailsOrHasNoEnd() {
    assertThat(Suspicion.isOfCode(new Odd(true))).isTrue();
    assertThat(Suspicion.isOfCode(new Odd(false))).isTrue();
  }

  /** An exception whose getCause() throws, or returns the exception itself. */
  private static final class Odd extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean fails;

    private Odd(boolean fails) {
      this.fails = fails;
    }

    @Override
    public synchronized Throwable getCause() {
      if (fails) {
        throw new IllegalStateException("no cause");
      }
      return this;
    }
  }
}
