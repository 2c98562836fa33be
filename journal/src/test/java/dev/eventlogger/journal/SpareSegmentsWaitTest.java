package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for a segment to be made, how long, and what ends the wait. */
@Timeout(60)
class SpareSegmentsWaitTest {

  private static final Duration SHORT = Duration.ofMillis(60);
  private static final Duration LONG = Duration.ofSeconds(50);

  private final AtomicInteger wanted = new AtomicInteger();
  private final SpareSegments spares = new SpareSegments(wanted::incrementAndGet);
  private final SpareSegments.Spare spare = spare(1);

  @Test
  void waitsUntilItsDeadlineAndSaysThatTheDiskIsSlow() {
    long begun = System.nanoTime();

    assertThat(spares.take(begun + SHORT.toNanos(), false)).isNull();

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SHORT.toNanos());
    assertThat(spares.obstacle()).isEqualTo(Appended.SLOW);
    assertThat(spares.isWanted()).isTrue();
  }

  @Test
  void whoIsNotPatientDoesNotWaitWhereAnotherHasWaitedInVainUntilThereIsOneAgain() {
    assertThat(spares.take(System.nanoTime(), false)).isNull();
    long begun = System.nanoTime();
    assertThat(spares.take(begun + LONG.toNanos(), false)).isNull();
    assertThat(System.nanoTime() - begun).isLessThan(LONG.toNanos() / 2);
    begun = System.nanoTime();
    assertThat(spares.take(begun + SHORT.toNanos(), true)).isNull();
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SHORT.toNanos());

    spares.put(spare);
    assertThat(spares.take(System.nanoTime(), false)).isSameAs(spare);
    begun = System.nanoTime();
    assertThat(spares.take(begun + SHORT.toNanos(), false)).isNull();
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SHORT.toNanos());
  }

  @Test
  void whereNoneCanBeMadeNobodyWaitsAndNothingIsStalled() {
    spares.cannot(Appended.FULL);
    long begun = System.nanoTime();
    assertThat(spares.take(begun + LONG.toNanos(), true)).isNull();
    assertThat(System.nanoTime() - begun).isLessThan(LONG.toNanos() / 2);

    spares.put(spare);
    assertThat(spares.obstacle()).isEqualTo(Appended.SLOW);
    assertThat(spares.take(System.nanoTime(), false)).isSameAs(spare);
  }

  @Test
  void oneThatIsPutEndsTheWait() throws InterruptedException {
    assertThat(whileWaiting(() -> takeLate(), () -> spares.put(spare))).isSameAs(spare);
  }

  @Test
  void oneThatIsGivenBackEndsTheWaitAndIsNotOnItsWay() throws InterruptedException {
    spares.put(spare);
    assertThat(takeLate()).isSameAs(spare);
    assertThat(spares.isWanted()).isFalse();

    assertThat(whileWaiting(() -> takeLate(), () -> spares.giveBack(spare))).isSameAs(spare);
    spares.confirm();
    assertThat(spares.isWanted()).isTrue();
    spares.giveBack(spare);
    assertThat(spares.peek()).isSameAs(spare);
    assertThat(spares.isWanted()).isFalse();
    assertThat(spares.drop(spare)).isTrue();
    assertThat(spares.isWanted()).isTrue();
  }

  @Test
  void anObstacleEndsTheWait() throws InterruptedException {
    assertThat(whileWaiting(() -> takeLate(), () -> spares.cannot(Appended.FAILED))).isNull();
    assertThat(spares.obstacle()).isEqualTo(Appended.FAILED);
  }

  @Test
  void closingEndsTheWaitAndLeavesNoneToTake() throws InterruptedException {
    assertThat(whileWaiting(() -> takeLate(), () -> assertThat(spares.close()).isNull())).isNull();
    assertThat(spares.isWanted()).isFalse();
    long begun = System.nanoTime();
    assertThat(spares.awaitRoom(begun + LONG.toNanos())).isTrue();
    assertThat(spares.take(begun + LONG.toNanos(), true)).isNull();
    assertThat(System.nanoTime() - begun).isLessThan(LONG.toNanos() / 2);
  }

  @Test
  void closingGivesTheOneThatIsLeft() {
    spares.put(spare);

    assertThat(spares.close()).isSameAs(spare);
    assertThat(spares.close()).isNull();
    assertThat(spares.peek()).isNull();
  }

  @Test
  void theFirstIsWaitedForAndNotTaken() throws InterruptedException {
    Object none = whileWaiting(this::awaitFirst, () -> spares.put(spare));

    assertThat(none).isEqualTo("done");
    assertThat(spares.peek()).isSameAs(spare);
    long begun = System.nanoTime();
    spares.drop(spare);
    spares.awaitFirst(begun + SHORT.toNanos());
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SHORT.toNanos());
  }

  private Object awaitFirst() {
    spares.awaitFirst(System.nanoTime() + LONG.toNanos());
    return "done";
  }

  @Test
  void onlyTheOneThatIsThereIsDropped() {
    spares.put(spare);

    assertThat(spares.drop(spare(2))).isFalse();
    assertThat(spares.peek()).isSameAs(spare);
    assertThat(spares.drop(spare)).isTrue();
    assertThat(spares.drop(spare)).isFalse();
    assertThat(spares.peek()).isNull();
  }

  @Test
  void roomIsLookedForAgainAndAgainUntilTheTimeIsOver() {
    long begun = System.nanoTime();
    assertThat(spares.awaitRoom(begun + SHORT.toNanos())).isTrue();
    assertThat(System.nanoTime() - begun).isBetween(40_000_000L, LONG.toNanos() / 2);
    assertThat(spares.awaitRoom(System.nanoTime() - 1)).isFalse();
    spares.put(spare);
    begun = System.nanoTime();
    assertThat(spares.awaitRoom(begun + LONG.toNanos())).isTrue();
    assertThat(System.nanoTime() - begun).isLessThan(LONG.toNanos() / 2);
  }

  @Test
  void anInterruptedCallerGetsNoRoomAndKeepsItsFlag() {
    Thread.currentThread().interrupt();
    assertThat(spares.awaitRoom(System.nanoTime() + LONG.toNanos())).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anInterruptedWriterWaitsOnAndKeepsItsFlag() throws InterruptedException {
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Object taken =
        whileWaiting(
            () -> {
              Thread.currentThread().interrupt();
              SpareSegments.Spare took = takeLate();
              flag.set(Thread.currentThread().isInterrupted());
              return took;
            },
            () -> spares.put(spare));

    assertThat(taken).isSameAs(spare);
    assertThat(flag).hasValue(true);
  }

  @Test
  void anInterruptedWriterWaitsNoLongerThanToItsDeadline() {
    Thread.currentThread().interrupt();
    long begun = System.nanoTime();

    assertThat(spares.take(begun + SHORT.toNanos(), true)).isNull();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(System.nanoTime() - begun).isBetween(SHORT.toNanos(), LONG.toNanos() / 2);
  }

  @Test
  void noCallKeepsTheLock() throws InterruptedException {
    assertThat(spares.obstacle()).isEqualTo(Appended.SLOW);
    assertThat(isFree()).isTrue();
    assertThat(spares.peek()).isNull();
    assertThat(isFree()).isTrue();
    assertThat(spares.drop(spare)).isFalse();
    assertThat(isFree()).isTrue();
    assertThat(spares.awaitRoom(System.nanoTime() + SHORT.toNanos())).isTrue();
    assertThat(isFree()).isTrue();
    spares.put(spare);
    assertThat(takeLate()).isSameAs(spare);
    assertThat(isFree()).isTrue();
    spares.confirm();
    assertThat(isFree()).isTrue();
  }

  /** Whether another thread gets the lock. */
  private boolean isFree() throws InterruptedException {
    Thread other = new Thread(spares::isWanted);
    other.setDaemon(true);
    other.start();
    other.join(LONG.toMillis() / 5);
    return !other.isAlive();
  }

  private SpareSegments.Spare takeLate() {
    return spares.take(System.nanoTime() + LONG.toNanos(), true);
  }

  /** What a thread returned that waited until something was done. */
  private static Object whileWaiting(Supplier<Object> wait, Runnable done)
      throws InterruptedException {
    AtomicReference<Object> got = new AtomicReference<>("nothing yet");
    Thread thread = new Thread(() -> got.set(wait.get()));
    thread.start();
    while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    long begun = System.nanoTime();
    done.run();
    thread.join();
    assertThat(System.nanoTime() - begun).isLessThan(LONG.toNanos() / 2);
    return got.get();
  }

  private static SpareSegments.Spare spare(long number) {
    FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
    Path path = Segments.path(Path.of("journal"), number);
    return new SpareSegments.Spare(number, path, disk.open(path), 4096, path);
  }
}
