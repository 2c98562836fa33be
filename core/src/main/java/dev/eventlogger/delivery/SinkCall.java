package dev.eventlogger.delivery;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The current call of one log's sink, and how long it may take. The log's thread begins and ends
 * calls; any thread may query them.
 */
final class SinkCall {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");

  private final String log;
  private final Duration timeout;
  private @Nullable Thread caller;
  private Instant begun = Instant.EPOCH;
  private long begunNanos;
  private boolean stuck;
  private long count;
  private long nanos;

  SinkCall(String log, Duration timeout) {
    this.log = log;
    this.timeout = timeout;
  }

  /** Begins a call on the calling thread. */
  synchronized void begin() {
    caller = Thread.currentThread();
    begun = Instant.now();
    begunNanos = System.nanoTime();
  }

  /** Ends the call, for which its thread is no longer interrupted. */
  void end() {
    boolean wasStuck;
    synchronized (this) {
      wasStuck = stuck;
      stuck = false;
      caller = null;
      count++;
      nanos += System.nanoTime() - begunNanos;
    }
    if (wasStuck) {
      LOG.log(Level.INFO, "log " + log + ": the call of its sink that was stuck is over");
    }
  }

  /** Reports and interrupts a call that takes too long, only once. */
  void interruptIfStuck() {
    Instant since;
    synchronized (this) {
      if (caller == null || stuck || System.nanoTime() - begunNanos < timeout.toNanos()) {
        return;
      }
      stuck = true;
      since = begun;
      caller.interrupt();
    }
    LOG.log(
        Level.WARNING,
        "log "
            + log
            + ": its sink is stuck since "
            + since
            + ", for longer than call_timeout, "
            + timeout.toMillis()
            + " ms, and is interrupted; events wait, and it is not called again before this call is"
            + " over");
  }

  synchronized SinkCalls calls() {
    return new SinkCalls(count, Duration.ofNanos(nanos), stuck ? begun : null);
  }
}
