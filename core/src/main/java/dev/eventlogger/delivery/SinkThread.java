package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes one log's batches from its queue to its sink, and keeps at it until each event is settled.
 *
 * <p>Runs on the log's thread, the only one that ever calls the sink once it is started. Nothing a
 * sink throws ends it.
 */
final class SinkThread implements Runnable {

  private static final Duration PAUSE_WHILE_CLOSING = Duration.ofMillis(100);

  private final String log;
  private final EventQueue queue;
  private final OpenableSink sink;
  private final RetryPolicy retry;
  private final LogCounts counts;
  private final DeadLetters deadLetters;
  private final FailureReports reports;
  private final CountDownLatch closing = new CountDownLatch(1);
  // What is left of the batch that is out; a bad batch is several parts.
  private final Deque<Attempts> parts = new ArrayDeque<>();
  private volatile boolean abandoned;

  SinkThread(
      String log,
      EventQueue queue,
      OpenableSink sink,
      RetryPolicy retry,
      LogCounts counts,
      DeadLetters deadLetters,
      FailureReports reports) {
    this.log = log;
    this.queue = queue;
    this.sink = sink;
    this.retry = retry;
    this.counts = counts;
    this.deadLetters = deadLetters;
    this.reports = reports;
  }

  @Override
  public void run() {
    boolean more = true;
    while (more && !abandoned) {
      try {
        more = step();
      } catch (InterruptedException e) {
        // Only abandoning ends this thread; any other interrupt was a sink's, and is over.
      } catch (Throwable e) {
        // Not the sink's: memory has run out, or there is a fault in here. The batch is still
        // there.
        reports.failed(e);
        LockSupport.parkNanos(PAUSE_WHILE_CLOSING.toNanos());
      }
    }
    sink.close();
    closeDeadLetters();
  }

  private void closeDeadLetters() {
    try {
      deadLetters.close();
    } catch (IOException e) {
      reports.failed(e);
    }
  }

  /** No longer waits long between tries; for when the queue was closed. */
  void hurry() {
    closing.countDown();
  }

  /** Ends this thread after the call that is under way. */
  void abandon() {
    abandoned = true;
  }

  /** Sends one part; false once there will be none. */
  private boolean step() throws InterruptedException {
    if (parts.isEmpty()) {
      Batch batch = queue.take();
      if (batch == null) {
        return false;
      }
      parts.add(new Attempts(batch.events(), 0, Instant.now()));
    }
    send(parts.getFirst());
    if (parts.isEmpty()) {
      queue.settle();
    }
    return true;
  }

  private void send(Attempts part) throws InterruptedException {
    DeliveryResult result = null;
    Throwable failure = null;
    try {
      result = sink.log(part.events());
    } catch (Throwable e) {
      failure = e;
    } finally {
      // A sink may leave its thread interrupted; abandoning is not told by that flag.
      Thread.interrupted();
    }
    if (failure instanceof SinkException e && e.kind() == SinkException.Kind.BAD_BATCH) {
      bisect(part, e);
    } else if (failure instanceof SinkException e) {
      tryLater(part.again(), e, e.retryAfter().orElse(Duration.ZERO));
    } else if (failure != null) {
      tryLater(part.again(), failure, Duration.ZERO);
    } else if (result == null) {
      tryLater(part.again(), new IllegalStateException("log() returned null"), Duration.ZERO);
    } else {
      settle(part, result);
    }
  }

  private void bisect(Attempts part, SinkException e) throws InterruptedException {
    if (part.events().size() > 1) {
      counts.failed();
      parts.removeFirst();
      parts.addFirst(part.secondHalf());
      parts.addFirst(part.firstHalf());
    } else if (bury(part.events().get(0), String.valueOf(e.getMessage()), part)) {
      counts.failed();
      parts.removeFirst();
    } else {
      tryLater(part.again(), null, Duration.ZERO);
    }
  }

  private void settle(Attempts part, DeliveryResult result) throws InterruptedException {
    if (result.retry().isEmpty() && result.rejected().isEmpty()) {
      parts.removeFirst();
      counts.delivered(part.events().size());
      reports.delivered();
      return;
    }
    settlePartly(part, result);
  }

  private void settlePartly(Attempts part, DeliveryResult result) throws InterruptedException {
    Set<Event> left = new HashSet<>(part.events());
    Set<Event> again = new HashSet<>();
    for (Rejected rejected : result.rejected()) {
      Event event = rejected.event();
      if (!left.remove(event)) {
        reports.strange("rejected an event that is not in the batch, or twice");
      } else if (!bury(event, rejected.reason(), part)) {
        again.add(event);
      }
    }
    for (Event event : result.retry()) {
      if (left.remove(event)) {
        again.add(event);
      } else {
        reports.strange("asked to retry an event that is not in the batch, or twice");
      }
    }
    counts.delivered(left.size());
    List<Event> rest = part.events().stream().filter(again::contains).toList();
    if (rest.isEmpty()) {
      parts.removeFirst();
      reports.delivered();
    } else {
      tryLater(part.again(rest), null, Duration.ZERO);
    }
  }

  private void tryLater(Attempts part, @Nullable Throwable failure, Duration atLeast)
      throws InterruptedException {
    parts.removeFirst();
    parts.addFirst(part);
    counts.failed();
    reports.failed(failure);
    Duration delay = retry.delayAfter(part.tries());
    pause(atLeast.compareTo(delay) > 0 ? atLeast : delay);
  }

  private void pause(Duration delay) throws InterruptedException {
    if (closing.await(delay.toNanos(), TimeUnit.NANOSECONDS) && !abandoned) {
      TimeUnit.NANOSECONDS.sleep(Math.min(delay.toNanos(), PAUSE_WHILE_CLOSING.toNanos()));
    }
  }

  /** False if the event cannot be kept now: it is sent again then, and refused again. */
  private boolean bury(Event event, String reason, Attempts part) {
    try {
      deadLetters.add(
          new DeadLetter(event, log, reason, part.tries() + 1, part.since(), Instant.now()));
      counts.dead(1);
      return true;
    } catch (IOException e) {
      reports.failed(e);
      return false;
    }
  }
}
