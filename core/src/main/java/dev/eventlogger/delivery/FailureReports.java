package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.SinkException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports when a log begins to fail, when the failure turns out to need a person, every five
 * minutes with a count while it lasts, and when the log works again. A log that fails on and off is
 * not reported more often. Used by the log's thread, except for {@link #current} and {@link
 * #notTaken}.
 */
final class FailureReports {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");
  private static final String WAITING =
      "; events wait, and are sent again until they are delivered";

  private final String log;
  private final LongSupplier clock;
  private final Quota changes;
  private final Quota nonsenseQuota;
  private final Quota givenUpOnes;
  private long failures;
  // Failures not counted by any line yet, and the time of the first of them.
  private long unsaid;
  private long quietSince;
  // The most serious level reported since the log began to fail.
  private @Nullable Level said;
  private volatile @Nullable SinkFailure current;
  private final AtomicBoolean saidNotTaken = new AtomicBoolean();

  FailureReports(String log) {
    this(log, System::nanoTime);
  }

  FailureReports(String log, LongSupplier clock) {
    this.log = log;
    this.clock = clock;
    changes = new Quota(clock);
    nonsenseQuota = new Quota(clock);
    givenUpOnes = new Quota(clock);
  }

  /** Why the log is failing; null if it works. May be asked by any thread. */
  @Nullable SinkFailure current() {
    return current;
  }

  /** Notes that a call failed, and why; null if the sink only asked for some events again. */
  void failed(@Nullable Throwable failure) {
    failures++;
    if (unsaid++ == 0) {
      quietSince = clock.getAsLong();
    }
    boolean needsPerson =
        failure instanceof SinkException e && e.kind() == SinkException.Kind.MISCONFIGURED;
    SinkFailure now = remember(failure, needsPerson);
    Level level = needsPerson ? Level.ERROR : Level.WARNING;
    if (failure != null && isNews(level) && changes.allows()) {
      said = level;
      unsaid = 0;
      String what = needsPerson ? ": refused, and needs a person" : ": delivery failed";
      long others = changes.takeUnsaid();
      String more = others == 0 ? "" : " (and " + others + " times more since the last line)";
      LOG.log(level, "log " + log + what + more + WAITING, FailureWords.shown(failure));
    } else if (clock.getAsLong() - quietSince >= Quota.PERIOD.toNanos()) {
      said = isNews(level) ? level : said;
      sayAgain(level, now);
    } else if (failure != null && LOG.isLoggable(Level.DEBUG)) {
      LOG.log(Level.DEBUG, "log " + log + ": a call failed once more", FailureWords.shown(failure));
    }
  }

  private boolean isNews(Level level) {
    return said == null || said.compareTo(level) < 0;
  }

  private void sayAgain(Level level, SinkFailure now) {
    LOG.log(
        level,
        "log "
            + log
            + ": "
            + unsaid
            + " more calls failed, since "
            + now.since()
            + ": "
            + now.reason()
            + WAITING);
    unsaid = 0;
  }

  private SinkFailure remember(@Nullable Throwable failure, boolean needsPerson) {
    SinkFailure before = current;
    if (before != null && failure == null) {
      return before;
    }
    String reason = failure == null ? "asks for some events again" : FailureWords.of(failure);
    Instant since = before == null ? Instant.now() : before.since();
    SinkFailure now = new SinkFailure(since, reason, needsPerson);
    current = now;
    return now;
  }

  /** Notes that a call succeeded. */
  void delivered() {
    if (failures > 0) {
      current = null;
      if (said != null) {
        LOG.log(Level.INFO, "log " + log + ": delivers again, after " + failures + " failures");
      }
      failures = 0;
      said = null;
    }
  }

  /** Reports that an event became a dead letter, since the sink fails on it but delivers others. */
  void gaveUp(Event event, int attempts, Throwable failure) {
    if (givenUpOnes.allows()) {
      long others = givenUpOnes.takeUnsaid();
      LOG.log(
          Level.WARNING,
          "log "
              + log
              + ": its sink failed on event "
              + event.id()
              + " at each of "
              + attempts
              + " tries, and took others in between; the event is a dead letter"
              + (others == 0 ? "" : ", like " + others + " others before it"),
          FailureWords.shown(failure));
    }
  }

  /** Reports, only once, that the queue failed to take an event. May be called by any thread. */
  void notTaken(Throwable failure) {
    if (saidNotTaken.compareAndSet(false, true)) {
      LOG.log(
          Level.ERROR,
          "log " + log + ": an event was dropped, since its queue failed; said once",
          FailureWords.shown(failure));
    }
  }

  /** Reports that the sink's answer makes no sense. */
  void nonsense(String what) {
    if (nonsenseQuota.allows()) {
      long others = nonsenseQuota.takeUnsaid();
      LOG.log(
          Level.WARNING,
          "log "
              + log
              + ": its sink "
              + what
              + (others == 0 ? "" : " (and " + others + " times before)"));
    }
  }
}
