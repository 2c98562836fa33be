package dev.eventlogger.server.live;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.Event;
import dev.eventlogger.formats.EventFormat;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.http.TextChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Jupyter Server's {@code /api/events/subscribe}: a websocket that gets the capsule of each event
 * that follows a schema, from now on. Thread-safe.
 */
public final class JupyterSubscriptions implements Endpoint, AutoCloseable {

  private final Predicate<Exchange> mayRead;
  private final Set<TextChannel> channels = ConcurrentHashMap.newKeySet();
  private final EventLogger.Subscription subscription;

  /**
   * Subscriptions to what is logged.
   *
   * @param mayRead whether a client may read; it answers the exchange itself if not
   */
  public JupyterSubscriptions(EventLogger events, Predicate<Exchange> mayRead) {
    this.mayRead = mayRead;
    subscription = events.subscribe(this::tell);
  }

  @Override
  public void handle(Exchange exchange) {
    if (mayRead.test(exchange)) {
      exchange.upgrade(
          channel -> {
            channels.add(channel);
            return () -> channels.remove(channel);
          });
    }
  }

  /** Events without a schema have no capsule: Jupyter's clients tell events apart by it. */
  private void tell(Event event) {
    if (channels.isEmpty() || event.schema() == null) {
      return;
    }
    String capsule = EventFormat.JUPYTER.toJson(event);
    channels.removeIf(channel -> !channel.send(capsule));
  }

  /** Tells nobody any more. */
  @Override
  public void close() {
    subscription.close();
    channels.clear();
  }
}
