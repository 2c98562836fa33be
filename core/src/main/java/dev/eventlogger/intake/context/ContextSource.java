package dev.eventlogger.intake.context;

import org.jspecify.annotations.Nullable;

/**
 * Supplies the values of context keys, on the thread that logs. They may come from the current
 * request, or from the logging framework's context, as with {@code MDC::get}. Provided by the
 * application.
 *
 * <p>Must be thread-safe and quick: it is asked for each of its configured keys with every event.
 */
public interface ContextSource {

  /** Has no values. */
  ContextSource NONE = key -> null;

  /**
   * The value of a key.
   *
   * @param key as configured, such as {@code user.id} or {@code headers.User-Agent}
   * @return a value that an event's context may hold; null if there is none, or no request
   */
  @Nullable Object get(String key);
}
