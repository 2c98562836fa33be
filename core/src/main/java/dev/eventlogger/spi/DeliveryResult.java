package dev.eventlogger.spi;

import dev.eventlogger.event.Event;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch. An event in neither list was delivered.
 *
 * @param retry events to send again, later
 * @param rejected events that are never to be sent again
 * @param cause why some are to be sent again; null if there is nothing to say. Only what {@link
 *     FailureWords} lets through is written down
 * @param retryAfter the least time to wait before they are sent again; null for the usual time, or
 *     for the one that a {@link SinkException} as the cause names. More than an hour counts as an
 *     hour
 */
public record DeliveryResult(
    List<Event> retry,
    List<Rejected> rejected,
    @Nullable Throwable cause,
    @Nullable Duration retryAfter) {

  /** Every event of the batch was delivered. */
  public static final DeliveryResult DELIVERED = new DeliveryResult(List.of(), List.of());

  public DeliveryResult {
    retry = List.copyOf(retry);
    rejected = List.copyOf(rejected);
    if (retryAfter == null && cause instanceof SinkException said) {
      retryAfter = said.retryAfter().orElse(null);
    }
  }

  /** All events but these were delivered. */
  public DeliveryResult(List<Event> retry, List<Rejected> rejected) {
    this(retry, rejected, null, null);
  }

  /** All events but these were delivered; these are to be sent again. */
  public static DeliveryResult retry(List<Event> events) {
    return new DeliveryResult(events, List.of());
  }

  /**
   * As {@link #retry(List)}, saying why.
   *
   * @param cause a {@link SinkException} may say how long to wait
   */
  public static DeliveryResult retry(List<Event> events, Throwable cause) {
    return new DeliveryResult(events, List.of(), cause, null);
  }

  /** All events but these were delivered; these become dead letters. */
  public static DeliveryResult rejected(List<Rejected> events) {
    return new DeliveryResult(List.of(), events);
  }

  /** Returns how many events of each kind there are, and the cause; holds nothing of an event. */
  @Override
  public String toString() {
    String why = cause == null ? "" : ", cause=" + FailureWords.of(cause);
    String when = retryAfter == null ? "" : ", retryAfter=" + retryAfter;
    return "DeliveryResult[retry="
        + retry.size()
        + ", rejected="
        + rejected.size()
        + why
        + when
        + "]";
  }
}
