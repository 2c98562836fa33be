package dev.eventlogger.benchmarks.endtoend;

import dev.eventlogger.benchmarks.Shape;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** One thread of the application that logs. */
final class Producer implements Callable<Producer.Calls> {

  /** One in this many calls is timed, so that reading the clock does not cost more than logging. */
  private static final int TIMED = 64;

  private final Candidate candidate;
  private final CountDownLatch start;
  private final int first;
  private final int events;
  private final long nanosBetween;

  /**
   * What the thread did.
   *
   * @param nanos how long the timed calls took
   * @param allocatedBytes by all calls
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Calls(long[] nanos, long allocatedBytes) {}

  /**
   * A producer.
   *
   * @param nanosBetween from the beginning of a call to that of the next; 0 for as fast as
   *     possible, in which case not every call is timed
   */
  Producer(Candidate candidate, CountDownLatch start, int first, int events, long nanosBetween) {
    this.candidate = candidate;
    this.start = start;
    this.first = first;
    this.events = events;
    this.nanosBetween = nanosBetween;
  }

  @Override
  public Calls call() throws Exception {
    long[] nanos = new long[nanosBetween > 0 ? events : events / TIMED + 1];
    start.await();
    long before = CpuClock.allocatedBytes();
    if (nanosBetween > 0) {
      paced(nanos);
    } else {
      atFullSpeed(nanos);
    }
    return new Calls(nanos, CpuClock.allocatedBytes() - before);
  }

  private void atFullSpeed(long[] nanos) throws Exception {
    for (int event = 0; event < events; event++) {
      int index = (first + event) & (Shape.EVENTS - 1);
      if (event % TIMED == 0) {
        long begun = System.nanoTime();
        candidate.log(index);
        nanos[event / TIMED] = System.nanoTime() - begun;
      } else {
        candidate.log(index);
      }
    }
  }

  private void paced(long[] nanos) throws Exception {
    long due = System.nanoTime();
    for (int event = 0; event < events; event++) {
      due += nanosBetween;
      while (System.nanoTime() < due) {
        Thread.onSpinWait();
      }
      long begun = System.nanoTime();
      candidate.log((first + event) & (Shape.EVENTS - 1));
      nanos[event] = System.nanoTime() - begun;
    }
  }
}
