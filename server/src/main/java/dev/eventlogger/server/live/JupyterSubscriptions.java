package dev.eventlogger.server.live;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.Event;
import dev.eventlogger.formats.EventFormat;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.api.ReadAudit;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.http.TextChannel;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Scope;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Jupyter Server's {@code /api/events/subscribe}: a websocket that gets the capsule of each event
 * with a schema, from now on. Thread-safe.
 */
public final class JupyterSubscriptions implements Endpoint, AutoCloseable {

  private final Admission admission;
  private final ReadAudit audit;
  private final EventLogger events;
  private final Set<TextChannel> channels = ConcurrentHashMap.newKeySet();
  // Present only while there are channels: otherwise each event would be copied for nobody.
  private EventLogger.@Nullable Subscription subscription;
  private boolean isClosed;

  /** Subscriptions to what is logged, for callers with the scope READ. */
  public JupyterSubscriptions(EventLogger events, Admission admission, ReadAudit audit) {
    this.admission = admission;
    this.audit = audit;
    this.events = events;
  }

  @Override
  public void handle(Exchange exchange) {
    admission
        .admittedToWebsocket(exchange, Scope.READ)
        .ifPresent(caller -> subscribe(exchange, caller));
  }

  private void subscribe(Exchange exchange, Caller caller) {
    audit.note(caller, "subscribe", "*", Map.of());
    exchange.upgrade(
        admission.forLong(exchange, Scope.READ),
        channel -> {
          add(channel);
          return () -> remove(channel);
        });
  }

  private synchronized void add(TextChannel channel) {
    if (isClosed) {
      return;
    }
    channels.add(channel);
    if (subscription == null) {
      subscription = events.subscribe(this::tell);
    }
  }

  private synchronized void remove(TextChannel channel) {
    if (channels.remove(channel) && channels.isEmpty()) {
      unsubscribe();
    }
  }

  private synchronized void unsubscribe() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
  }

  /** Events without a schema have no capsule: Jupyter's clients tell events apart by the schema. */
  private void tell(Event event) {
    if (event.schema() == null) {
      return;
    }
    String capsule = EventFormat.JUPYTER.toJson(event);
    for (TextChannel channel : channels) {
      if (!channel.send(capsule)) {
        remove(channel);
      }
    }
  }

  /** Sends no more events, and takes no more channels. */
  @Override
  public synchronized void close() {
    isClosed = true;
    unsubscribe();
    channels.clear();
  }
}
