package dev.eventlogger.delivery;

import dev.eventlogger.spi.SinkException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says when a log begins to fail, once more when that needs a person, and when it works again,
 * however often it is tried in between. Used by the log's thread, but for {@link #current}.
 */
final class FailureReports {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");

  private final String log;
  private long failures;
  // The most serious that was said since the log failed.
  private @Nullable Level said;
  private volatile @Nullable SinkFailure current;
  private boolean saidStrange;

  FailureReports(String log) {
    this.log = log;
  }

  /** Why the log is failing; null if it works. May be asked by any thread. */
  @Nullable SinkFailure current() {
    return current;
  }

  /** A call failed; null if the sink only asked for some events again. */
  void failed(@Nullable Throwable failure) {
    failures++;
    boolean needsPerson =
        failure instanceof SinkException e && e.kind() == SinkException.Kind.MISCONFIGURED;
    remember(failure, needsPerson);
    Level level = needsPerson ? Level.ERROR : Level.WARNING;
    if (failure != null && (said == null || said.compareTo(level) < 0)) {
      said = level;
      LOG.log(
          level,
          "log "
              + log
              + (needsPerson ? ": refused, and needs a person" : ": delivery failed")
              + "; events wait, and are sent again until they are delivered",
          failure);
    }
  }

  private void remember(@Nullable Throwable failure, boolean needsPerson) {
    SinkFailure before = current;
    if (before != null && failure == null) {
      return;
    }
    String reason = failure == null ? "asks for some events again" : FailureWords.of(failure);
    current = new SinkFailure(before == null ? Instant.now() : before.since(), reason, needsPerson);
  }

  /** A call succeeded. */
  void delivered() {
    if (failures > 0) {
      current = null;
      LOG.log(Level.INFO, "log " + log + ": delivers again, after " + failures + " failures");
      failures = 0;
      said = null;
    }
  }

  /** The sink answered something that makes no sense. */
  void strange(String what) {
    if (!saidStrange) {
      saidStrange = true;
      LOG.log(Level.WARNING, "log " + log + ": its sink " + what + "; said once");
    }
  }
}
