package dev.eventlogger.servlet;

import dev.eventlogger.spi.FailureWords;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls code of the application, and reports its first failure. Thread-safe. */
final class Trouble {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.servlet");

  private final AtomicBoolean isReported = new AtomicBoolean();

  /** The result of a call; null if it fails. */
  <T> @Nullable T ask(Function<HttpServletRequest, @Nullable T> reading, HttpServletRequest of) {
    try {
      return reading.apply(of);
    } catch (RuntimeException | LinkageError e) {
      if (isReported.compareAndSet(false, true)) {
        LOG.log(
            Level.WARNING, "events of requests lack what could not be read: " + FailureWords.of(e));
      }
      return null;
    }
  }
}
