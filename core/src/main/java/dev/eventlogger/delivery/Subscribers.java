package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.FailureWords;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Subscribers to events, told of each event that was taken by every log that wanted it.
 * Thread-safe.
 */
final class Subscribers {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger");

  private final List<Subscriber> all = new CopyOnWriteArrayList<>();

  /** A subscriber, whose failure is reported only once. */
  private record Subscriber(Consumer<? super Event> consumer, long logs, AtomicBoolean hasFailed) {
    void tell(Event event) {
      try {
        consumer.accept(event);
      } catch (Throwable e) { // an observer must not affect an event
        if (hasFailed.compareAndSet(false, true)) {
          String who = consumer.getClass().getName();
          LOG.log(Level.ERROR, who + " fails at events: " + FailureWords.of(e));
        }
      }
    }
  }

  /**
   * Adds a subscriber.
   *
   * @param logs the logs whose events it is told of
   * @return removes it when run
   */
  Runnable add(Consumer<? super Event> consumer, long logs) {
    Subscriber subscriber = new Subscriber(consumer, logs, new AtomicBoolean());
    all.add(subscriber);
    return () -> all.remove(subscriber);
  }

  /**
   * Tells the subscribers of some logs of an event, on the calling thread.
   *
   * @param taken the logs that took it
   */
  void tell(long taken, byte[] bytes, int length) {
    if (all.isEmpty()) {
      return;
    }
    Event event = Event.ofCanonical(Arrays.copyOf(bytes, length), 0, length);
    for (Subscriber subscriber : all) {
      if ((subscriber.logs & taken) != 0) {
        subscriber.tell(event);
      }
    }
  }
}
