package dev.eventlogger.server.intake;

import dev.eventlogger.EventLogger;
import dev.eventlogger.formats.dialect.Dialect;
import dev.eventlogger.formats.dialect.Route;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.http.RouteTable;
import dev.eventlogger.server.trust.RepeatWindow;
import dev.eventlogger.server.trust.Stamper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The routes of the dialects that are on, and the endpoints that take their events. Immutable. */
public final class IntakeRoutes {

  private final Map<Route, List<Dialect>> byRoute = new LinkedHashMap<>();

  /**
   * The routes of the dialects that are on.
   *
   * @param dialects all dialects
   * @param settings by the dialect's name
   */
  public IntakeRoutes(List<Dialect> dialects, Map<String, ConfiguredDialect> settings) {
    for (Dialect dialect : dialects) {
      ConfiguredDialect own = settings.getOrDefault(dialect.name(), ConfiguredDialect.NONE);
      boolean isOn = own.enabled() == null ? dialect.isOnByDefault() : own.enabled();
      if (isOn) {
        dialect.routes().forEach(route -> add(own.applyTo(route, dialect.routes()), dialect));
      }
    }
  }

  private void add(Route route, Dialect dialect) {
    byRoute.computeIfAbsent(route, key -> new ArrayList<>()).add(dialect);
  }

  /** Adds the routes to a table. */
  public void addTo(
      RouteTable table,
      EventLogger events,
      Admission admission,
      Stamper stamper,
      RepeatWindow taken,
      ClientGaps gaps) {
    EventTaker taker = new EventTaker(events, stamper, taken, gaps);
    byRoute.forEach(
        (route, dialects) -> table.add(route, new IntakeEndpoint(dialects, admission, taker)));
  }
}
