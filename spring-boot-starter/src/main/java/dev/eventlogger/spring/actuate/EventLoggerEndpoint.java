package dev.eventlogger.spring.actuate;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.LedgerJson;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** What became of every event, at {@code /actuator/eventlogger}; shows no event itself. */
@Endpoint(id = "eventlogger")
public final class EventLoggerEndpoint {

  private final EventLogger events;

  EventLoggerEndpoint(EventLogger events) {
    this.events = events;
  }

  /** The ledger, with the state of each log. */
  @ReadOperation
  public Map<String, Object> ledger() {
    return LedgerJson.of(events.ledger(), (name, log) -> LedgerJson.state(log));
  }
}
