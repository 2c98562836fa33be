package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes one log's batches from its queue to its sink, and retries until each event is settled.
 *
 * <p>Runs on the log's thread, the only one that calls the sink once the log is started. Nothing
 * that a sink throws ends it.
 */
final class SinkThread implements Runnable {

  // Other events to try: the next two, which keeps the order, and a random one.
  private static final int MOST_OTHERS = 3;
  private static final Duration PAUSE_WHILE_CLOSING = Duration.ofMillis(100);

  /** The longest wait that a destination may ask for: it may mean milliseconds, but say seconds. */
  static final Duration LONGEST_HINT = Duration.ofHours(1);

  private final EventQueue queue;
  private final OpenableSink sink;
  private final RetryPolicy retry;
  private final Suspicion suspicion;
  private final SettledCounts counts;
  private final Burial burial;
  private final FailureReports reports;
  private final Settlement settlement;
  private final Sealing sealing;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Parts parts = new Parts();
  // The sink has just taken something, so a failure is the fault of the events it fails on.
  private boolean isolating;
  // An event that the sink took before; sent again to see whether it still takes any.
  private @Nullable Event known;
  private volatile boolean abandoned;

  SinkThread(
      EventQueue queue,
      OpenableSink sink,
      RetryPolicy retry,
      Suspicion suspicion,
      SettledCounts counts,
      Burial burial,
      FailureReports reports,
      Sealing sealing) {
    this.queue = queue;
    this.sink = sink;
    this.retry = retry;
    this.suspicion = suspicion;
    this.counts = counts;
    this.burial = burial;
    this.reports = reports;
    this.sealing = sealing;
    settlement = new Settlement(counts, burial, reports, sealing);
  }

  @Override
  public void run() {
    boolean more = true;
    while (more && !abandoned) {
      try {
        more = step();
      } catch (InterruptedException e) {
        // Only abandoning ends this thread; any other interrupt was meant for a sink's call that is
        // over.
      } catch (Throwable e) {
        recover(e);
      }
    }
    sink.close();
    burial.close();
  }

  /**
   * Handles a failure that is not the sink's: memory has run out, or there is a bug in here. The
   * batch is still there. This must not fail for the same reason.
   */
  private void recover(Throwable failure) {
    try {
      reports.failed(failure);
    } catch (Throwable e) {
      // Not even enough memory to report it. The batch is tried again.
    }
    LockSupport.parkNanos(PAUSE_WHILE_CLOSING.toNanos());
  }

  /** Shortens the waits between tries, once the queue is closed. */
  void hurry() {
    closing.countDown();
  }

  /** Ends this thread after the current call. */
  void abandon() {
    abandoned = true;
  }

  /** Sends one part; false once there will be no more. */
  private boolean step() throws InterruptedException {
    if (parts.isEmpty() && !sealing.isWaiting()) {
      List<Event> batch = queue.take();
      if (batch == null) {
        return false;
      }
      parts.add(new Part(batch));
    }
    if (!parts.isEmpty()) {
      sendNext();
    }
    if (parts.isEmpty()) {
      settle();
    }
    return true;
  }

  private void sendNext() throws InterruptedException {
    Part part = parts.next(suspicion.now());
    if (part != null) {
      send(part);
    } else if (!fetchMore()) {
      pause(Duration.ofNanos(parts.restLeft(suspicion.now())));
    }
  }

  /**
   * Settles the queue, since every event that is out is delivered or dead. With a seal, fetches
   * more events first, or seals these, however long that takes: until then the journal must not
   * release them.
   */
  private void settle() throws InterruptedException {
    if (!sealing.isDue() && queue.hasWholeBatch() && fetchMore()) {
      return;
    }
    for (int tries = 1; !isSealed(); tries++) {
      if (abandoned) {
        return;
      }
      pause(retry.delayAfter(tries));
    }
    works(); // first, since whoever waits for the queue may then ask
    queue.settle();
  }

  private boolean isSealed() {
    try {
      queue.seal(sealing);
      return true;
    } catch (IOException | RuntimeException e) {
      counts.failed();
      // A seal's message is safe to show.
      reports.failed(SinkException.unavailable("delivered, and not sealed: " + e.getMessage(), e));
      return false;
    }
  }

  /** Fetches more events, which pass those that are resting; false if there are none. */
  private boolean fetchMore() {
    boolean done = false;
    try {
      List<Event> more = queue.more(parts.events());
      done = true;
      if (more != null) {
        parts.add(new Part(more));
      }
      return more != null;
    } finally {
      if (!done) {
        parts.clear(); // the queue will return all of them again
        sealing.forget();
      }
    }
  }

  private void send(Part part) throws InterruptedException {
    Answer answer = call(part);
    if (answer.result() != null) {
      settle(part, answer.result());
    } else if (answer.failure() instanceof SinkException e) {
      obey(part, e);
    } else {
      suspect(part, requireNonNull(answer.failure()));
    }
  }

  /** The result of a call: one of the two is null. */
  private record Answer(@Nullable DeliveryResult result, @Nullable Throwable failure) {}

  private Answer call(Part part) {
    try {
      part.tried();
      return answer(part.events());
    } catch (Throwable e) {
      return new Answer(null, e);
    } finally {
      // A sink may leave its thread interrupted; abandoning does not rely on that flag.
      Thread.interrupted();
    }
  }

  private Answer answer(List<Event> events) throws Exception {
    DeliveryResult result = sink.log(events);
    return result != null
        ? new Answer(result, null)
        : new Answer(null, new IllegalStateException("log() returned null"));
  }

  /** Settles a part; false if some of it is to be sent again. */
  private boolean settled(Part part, DeliveryResult result) {
    List<Event> rest = settlement.settle(part, result);
    if (!rest.isEmpty()) {
      part.keepOnly(rest);
      return false;
    }
    if (result.rejected().isEmpty()) {
      known = part.events().get(part.events().size() - 1);
    }
    parts.remove(part);
    return true;
  }

  private void settle(Part part, DeliveryResult result) throws InterruptedException {
    if (!settled(part, result)) {
      tryLater(part, result.cause(), requireNonNullElse(result.retryAfter(), Duration.ZERO));
    } else if (!isolating) {
      works();
    }
  }

  private void works() {
    isolating = false;
    reports.delivered();
  }

  /** Does what the sink's exception asks for. */
  private void obey(Part part, SinkException e) throws InterruptedException {
    if (saysOutage(e)) {
      breakOff();
      tryLater(part, e, e.retryAfter().orElse(Duration.ZERO));
    } else if (!part.isSingle()) {
      counts.failed();
      parts.halve(part);
    } else if (buried(part, FailureWords.of(e))) {
      counts.failed();
    } else {
      tryLater(part, null, Duration.ZERO);
    }
  }

  private boolean buried(Part single, String reason) {
    boolean isKept = burial.bury(single.first(), reason, single.tries(), single.since());
    if (isKept) {
      parts.remove(single);
    }
    return isKept;
  }

  /** Finds out whether the sink fails altogether, or only on something in this part. */
  private void suspect(Part part, Throwable failure) throws InterruptedException {
    boolean isDue = isolating || Suspicion.isDue(part);
    if (isDue && !part.isSingle()) {
      parts.halve(part);
    }
    if (!isDue || !takesOthers(part)) {
      breakOff();
      tryLater(part, failure, Duration.ZERO);
      return;
    }
    isolating = true;
    counts.failed();
    reports.failed(failure);
    if (part.isSingle()) {
      suspicion.strike(part, failure);
      giveUpIfProved(part, failure);
    }
  }

  private void giveUpIfProved(Part single, Throwable failure) {
    String reason = "the sink fails on it, and takes others: " + FailureWords.of(failure);
    if (suspicion.isProved(single, failure) && buried(single, reason)) {
      reports.gaveUp(single.first(), single.tries(), failure);
    }
  }

  /** Clears all suspicion, since it is an outage and no event's fault. */
  private void breakOff() {
    isolating = false;
    parts.join();
  }

  /** Whether the sink takes any other event right now. */
  private boolean takesOthers(Part accused) {
    Set<Part> asked = Collections.newSetFromMap(new IdentityHashMap<>());
    asked.add(accused);
    for (int i = 0; i < MOST_OTHERS && !abandoned; i++) {
      boolean isLast = i == MOST_OTHERS - 1;
      Part other = isLast ? parts.cutOffAny(asked) : parts.cutOffNext(asked);
      if (other == null && fetchMore()) {
        other = parts.cutOffNext(asked);
      }
      if (other == null) {
        break;
      }
      Answer answer = call(other);
      if (answer.result() != null && settled(other, answer.result())) {
        return true;
      }
      counts.failed();
      if (saysOutage(answer.failure())) {
        return false;
      }
      asked.add(other);
    }
    return known != null && !abandoned && takesAgain(known);
  }

  private static boolean saysOutage(@Nullable Throwable failure) {
    return failure instanceof SinkException e && e.kind() != SinkException.Kind.BAD_BATCH;
  }

  /** Sends an event twice, which is allowed but undesirable: the last resort. */
  private boolean takesAgain(Event event) {
    Answer answer = call(new Part(List.of(event)));
    return answer.result() != null && answer.result().retry().isEmpty();
  }

  private void tryLater(Part part, @Nullable Throwable failure, Duration hint)
      throws InterruptedException {
    counts.failed();
    reports.failed(failure);
    Duration delay = retry.delayAfter(part.tries());
    Duration atLeast = hint.compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : hint;
    pause(atLeast.compareTo(delay) > 0 ? atLeast : delay);
  }

  private void pause(Duration delay) throws InterruptedException {
    if (closing.await(delay.toNanos(), TimeUnit.NANOSECONDS) && !abandoned) {
      TimeUnit.NANOSECONDS.sleep(Math.min(delay.toNanos(), PAUSE_WHILE_CLOSING.toNanos()));
    }
  }
}
