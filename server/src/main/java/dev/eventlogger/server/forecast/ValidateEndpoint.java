package dev.eventlogger.server.forecast;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Dialect;
import dev.eventlogger.formats.dialect.SentEvent;
import dev.eventlogger.formats.dialect.SentRequest;
import dev.eventlogger.formats.dialect.UnreadableRequestException;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.trust.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /api/validate}: what would become of the events of a body such as {@code POST
 * /v1/events} takes. Logs nothing. Thread-safe.
 */
public final class ValidateEndpoint implements Endpoint {

  private final Dialect dialect;
  private final DryRun dryRun;
  private final Admission admission;

  /**
   * Forecasts for callers with the scope READ.
   *
   * @param dialect the dialect of the body
   */
  public ValidateEndpoint(Dialect dialect, DryRun dryRun, Admission admission) {
    this.dialect = dialect;
    this.dryRun = dryRun;
    this.admission = admission;
  }

  @Override
  public boolean isSafe() {
    return false;
  }

  @Override
  public void handle(Exchange exchange) {
    if (admission.isAdmitted(exchange, Scope.READ)) {
      exchange.readBody(request -> exchange.answer(forecast(request)), exchange::refuse);
    }
  }

  private Answer forecast(SentRequest request) {
    List<SentEvent> events;
    try {
      events = dialect.read(request).events();
    } catch (UnreadableRequestException e) {
      return dialect.refuse(request, e.refusal());
    }
    DryRun run = dryRun.again();
    List<Map<String, Object>> forecasts = new ArrayList<>();
    for (SentEvent event : events) {
      forecasts.add(ForecastJson.of("index", forecasts.size(), run.forecast(event.reading())));
    }
    return Answer.json(200, Map.of("forecasts", forecasts));
  }
}
