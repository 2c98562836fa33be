package dev.eventlogger.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a sink to say why it could not deliver a batch, and what is to be done. {@link
 * BaseEventLogger} says what other exceptions mean.
 *
 * <p>Its message is written down, in the application's log too: use your own words, and put nothing
 * of an event into it. What repeats the message of the cause is cut out; {@link FailureWords} helps
 * with the rest.
 */
public final class SinkException extends Exception {

  private static final long serialVersionUID = 1;

  /** What is to be done. */
  public enum Kind {
    /** Send the same batch again, later. */
    UNAVAILABLE,
    /** At least one event is at fault: send halves, until the event is found. */
    BAD_BATCH,
    /** A person must act (a wrong password, a missing permission); send the same batch again. */
    MISCONFIGURED
  }

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  private SinkException(
      Kind kind, @Nullable Duration retryAfter, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** The destination cannot be reached, or cannot take the batch now. */
  public static SinkException unavailable(String message, @Nullable Throwable cause) {
    return new SinkException(Kind.UNAVAILABLE, null, message, cause);
  }

  /** The destination asks to be left alone for a while. */
  public static SinkException unavailable(
      Duration retryAfter, String message, @Nullable Throwable cause) {
    return new SinkException(Kind.UNAVAILABLE, retryAfter, message, cause);
  }

  /** The destination refuses the batch because of an event in it, and does not say which. */
  public static SinkException badBatch(String message, @Nullable Throwable cause) {
    return new SinkException(Kind.BAD_BATCH, null, message, cause);
  }

  /** The destination refuses us; only a person can change that. */
  public static SinkException misconfigured(String message, @Nullable Throwable cause) {
    return new SinkException(Kind.MISCONFIGURED, null, message, cause);
  }

  /** What is to be done. */
  public Kind kind() {
    return kind;
  }

  /**
   * The least time to wait before the next try, if the destination named one. More than an hour
   * counts as an hour.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
