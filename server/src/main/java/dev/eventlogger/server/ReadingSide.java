package dev.eventlogger.server;

import static java.util.Objects.requireNonNullElseGet;

import dev.eventlogger.EventLogger;
import dev.eventlogger.Events;
import dev.eventlogger.formats.dialect.Route;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.api.ErasureEndpoint;
import dev.eventlogger.server.api.ExportEndpoint;
import dev.eventlogger.server.api.PolicyEndpoints;
import dev.eventlogger.server.api.ReadAudit;
import dev.eventlogger.server.api.Readers;
import dev.eventlogger.server.api.ReadingEndpoints;
import dev.eventlogger.server.api.ReadingParts;
import dev.eventlogger.server.api.SessionEndpoints;
import dev.eventlogger.server.api.StateEndpoints;
import dev.eventlogger.server.api.ViewEndpoint;
import dev.eventlogger.server.export.ExportForms;
import dev.eventlogger.server.http.RouteTable;
import dev.eventlogger.server.live.JupyterSubscriptions;
import dev.eventlogger.server.live.TailEndpoint;
import dev.eventlogger.server.reading.ReadableLogs;
import dev.eventlogger.server.trust.Stamper;
import java.time.Clock;

/** The endpoints that read logs, and what they share. Thread-safe. */
final class ReadingSide implements AutoCloseable {

  private final EventLogger events;
  private final ReadingParts parts;
  private final TailEndpoint tail;
  private final JupyterSubscriptions subscriptions;

  ReadingSide(
      EventLogger events,
      ReadableLogs logs,
      ServerSettings settings,
      Admission admission,
      Stamper stamper) {
    this.events = events;
    Clock clock = Clock.systemUTC();
    ReadAudit audit = new ReadAudit(auditLog(events, settings), stamper, clock);
    parts = new ReadingParts(logs, new Readers(settings.reading()), admission, audit, clock);
    subscriptions = new JupyterSubscriptions(events, admission, audit);
    tail = new TailEndpoint(events, parts);
  }

  private static Events auditLog(EventLogger events, ServerSettings settings) {
    String name =
        requireNonNullElseGet(
            settings.auditLog(), () -> events.ledger().logs().keySet().iterator().next());
    try {
      return events.to(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("audit_log: " + e.getMessage(), e);
    }
  }

  void addTo(RouteTable routes) {
    new SessionEndpoints(parts.admission()).addTo(routes);
    new StateEndpoints(events, parts).addTo(routes);
    new PolicyEndpoints(events.policy(), parts.admission(), parts.audit()).addTo(routes);
    new ReadingEndpoints(parts).addTo(routes);
    routes.add(new Route("DELETE", "/api/log/events"), new ErasureEndpoint(parts));
    routes.add(new Route("GET", "/api/log/export"), new ExportEndpoint(parts, ExportForms.ALL));
    routes.add(new Route("GET", "/api/log/tail"), tail);
    routes.add(new Route("GET", "/api/events/subscribe"), subscriptions);
    routes.add(new Route("GET", "/view"), new ViewEndpoint(parts, ExportForms.ALL));
  }

  /** Ends subscriptions and tails, which would never end by themselves, and stops removals. */
  void tellNobody() {
    subscriptions.close();
    tail.close();
    parts.readers().stopRemovals();
  }

  @Override
  public void close() {
    tellNobody();
    parts.readers().close();
    parts.logs().close();
  }
}
