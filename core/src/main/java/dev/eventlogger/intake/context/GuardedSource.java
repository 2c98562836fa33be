package dev.eventlogger.intake.context;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shields events from failures of the application's source. Thread-safe. */
final class GuardedSource {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.intake.context");
  private static final String MISSING = "";

  private final ContextSource source;
  private final AtomicBoolean saidThatItFails = new AtomicBoolean();
  private final ThreadLocal<Boolean> asking = ThreadLocal.withInitial(() -> false);

  GuardedSource(ContextSource source) {
    this.source = requireNonNull(source, "source");
  }

  /** The source's value; the empty text if it has none or fails. */
  Object answer(String key) {
    if (asking.get()) {
      // The source itself logs an event: asking it for the context of that event would never end.
      return MISSING;
    }
    asking.set(true);
    try {
      Object value = source.get(key);
      return value == null ? MISSING : value;
    } catch (Exception | LinkageError | StackOverflowError e) {
      report(key, e);
      return MISSING;
    } finally {
      asking.set(false);
    }
  }

  /** Leaves out the failure's message, which may hold data of a request. */
  private void report(String key, Throwable failure) {
    if (saidThatItFails.compareAndSet(false, true)) {
      StackTraceElement[] frames = failure.getStackTrace();
      LOG.log(
          Level.WARNING,
          "EVENT_CONTEXT: the ContextSource failed for \""
              + key
              + "\", which is empty in the event; said once: "
              + failure.getClass().getName()
              + (frames.length == 0 ? "" : " at " + frames[0]));
    }
  }
}
