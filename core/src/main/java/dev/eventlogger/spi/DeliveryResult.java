package dev.eventlogger.spi;

import dev.eventlogger.event.Event;
import java.util.List;

/**
 * What became of a batch. An event in neither list was delivered.
 *
 * @param retry events to send again, later
 * @param rejected events that are never to be sent again
 */
public record DeliveryResult(List<Event> retry, List<Rejected> rejected) {

  /** Every event of the batch was delivered. */
  public static final DeliveryResult DELIVERED = new DeliveryResult(List.of(), List.of());

  public DeliveryResult {
    retry = List.copyOf(retry);
    rejected = List.copyOf(rejected);
  }

  /** All but these were delivered; these are to be sent again. */
  public static DeliveryResult retry(List<Event> events) {
    return new DeliveryResult(events, List.of());
  }

  /** All but these were delivered; these are dead letters. */
  public static DeliveryResult rejected(List<Rejected> events) {
    return new DeliveryResult(List.of(), events);
  }
}
