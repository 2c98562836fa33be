package dev.eventlogger.testkit.cloudwatch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with a request to the fake. Immutable. */
public final class Fault {

  /** What happens to the request. */
  enum Kind {
    /** It is answered with an error and not carried out. */
    ERROR,
    /** The connection ends before the request is read. */
    RESET,
    /** It is carried out, and the connection ends without an answer. */
    LOST_ANSWER,
    /** It is carried out, and answered after a delay. */
    SLOW
  }

  private final Kind kind;
  private final @Nullable ServiceError error;
  private final Duration delay;

  private Fault(Kind kind, @Nullable ServiceError error, Duration delay) {
    this.kind = kind;
    this.error = error;
    this.delay = requireNonNull(delay, "delay");
  }

  /** {@code ThrottlingException}, without a hint when to try again. */
  public static Fault throttling() {
    return throttling(Duration.ZERO);
  }

  /**
   * {@code ThrottlingException}, with a hint when to try again.
   *
   * @param retryAfter sent in seconds, rounded up, as the header {@code Retry-After}; not sent if
   *     zero
   */
  public static Fault throttling(Duration retryAfter) {
    ServiceError error = new ServiceError(400, "ThrottlingException", "Rate exceeded");
    return new Fault(Kind.ERROR, error, retryAfter);
  }

  /** {@code ServiceUnavailableException}, status 503. */
  public static Fault unavailable() {
    return error(503, "ServiceUnavailableException", "The service cannot complete the request.");
  }

  /** {@code InternalFailure}, status 500. */
  public static Fault internalFailure() {
    return error(500, "InternalFailure", "The request processing has failed.");
  }

  /**
   * {@code AccessDeniedException}, worded as by IAM.
   *
   * @param action such as {@code logs:PutLogEvents}
   * @param resource the ARN of what the action was tried on
   */
  public static Fault accessDenied(String action, String resource) {
    return error(
        400,
        "AccessDeniedException",
        "User: arn:aws:iam::123456789012:user/fake is not authorized to perform: "
            + action
            + " on resource: "
            + resource
            + " because no identity-based policy allows the "
            + action
            + " action");
  }

  /** Any other error, in the form of AWS JSON 1.1. */
  public static Fault error(int status, String type, String message) {
    return new Fault(Kind.ERROR, new ServiceError(status, type, message), Duration.ZERO);
  }

  /** The connection ends before the request is read; nothing is carried out. */
  public static Fault reset() {
    return new Fault(Kind.RESET, null, Duration.ZERO);
  }

  /** The request is carried out, and the connection ends before the answer. */
  public static Fault lostAnswer() {
    return new Fault(Kind.LOST_ANSWER, null, Duration.ZERO);
  }

  /** The request is carried out, and answered after a delay. */
  public static Fault slow(Duration delay) {
    return new Fault(Kind.SLOW, null, delay);
  }

  Kind kind() {
    return kind;
  }

  /** The answer of a fault that is an error. */
  ServiceError error() {
    return requireNonNull(error, "only an error has one");
  }

  /** The delay of the answer, or the hint when to try again. */
  Duration delay() {
    return delay;
  }
}
