package dev.eventlogger.intake.context;

import org.jspecify.annotations.Nullable;

/**
 * Answers for context keys, on the thread that logs: from the current request, say, or from the
 * logging framework's context, as in {@code MDC::get}. Supplied by the application.
 *
 * <p>Must be thread-safe and quick: it is asked for each of its keys with every event.
 */
public interface ContextSource {

  /** Has no answers. */
  ContextSource NONE = key -> null;

  /**
   * The value of a key.
   *
   * @param key as configured, such as {@code user.id} or {@code headers.User-Agent}
   * @return a value as an event's context may hold it; null if there is none, or no request
   */
  @Nullable Object get(String key);
}
