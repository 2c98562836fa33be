package dev.eventlogger.server.api;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.formats.dialect.Route;
import dev.eventlogger.formats.dialect.SentRequest;
import dev.eventlogger.server.access.Admission;
import dev.eventlogger.server.http.Endpoint;
import dev.eventlogger.server.http.Exchange;
import dev.eventlogger.server.http.RouteTable;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Scope;
import dev.eventlogger.upkeep.RuntimePolicy;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/policy}: the rules of the policy. Callers with the scope ADMIN see them, replace
 * those of the configuration, and restore these; both kinds of change are recorded in the audit
 * log, with the rules. Thread-safe.
 */
public final class PolicyEndpoints {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.server");
  private static final String PATH = "/api/policy";

  private final RuntimePolicy policy;
  private final Admission admission;
  private final ReadAudit audit;

  /** Shows and changes the policy of an event logger. */
  public PolicyEndpoints(RuntimePolicy policy, Admission admission, ReadAudit audit) {
    this.policy = policy;
    this.admission = admission;
    this.audit = audit;
  }

  /** Adds the routes. */
  public void addTo(RouteTable routes) {
    Consumer<Exchange> show = admitted((exchange, caller) -> exchange.answer(state()));
    routes.add(new Route("GET", PATH), show::accept);
    routes.add(
        new Route("PUT", PATH),
        Endpoint.changing(
            admitted(
                (exchange, caller) ->
                    exchange.readBody(body -> change(exchange, caller, body), exchange::refuse))));
    routes.add(new Route("DELETE", PATH), Endpoint.changing(admitted(this::reset)));
  }

  private Consumer<Exchange> admitted(BiConsumer<Exchange, Caller> action) {
    return exchange ->
        admission
            .admitted(exchange, Scope.ADMIN)
            .ifPresent(caller -> action.accept(exchange, caller));
  }

  private Answer state() {
    return answer(policy.state());
  }

  private Answer answer(RuntimePolicy.State state) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("policy", state.rules());
    json.put("changed", state.isChanged());
    json.put("since", state.since().toString());
    json.put("changeable", policy.file().isPresent());
    return Answer.json(200, json);
  }

  private void change(Exchange exchange, Caller caller, SentRequest request) {
    Map<String, @Nullable Object> rules = rules(request.body());
    if (rules == null) {
      exchange.refuse(Refusal.of(400, "the body must be an object of JSON, as EVENT_POLICY is"));
      return;
    }
    changing(exchange, caller, "policy", () -> policy.change(rules));
  }

  private static @Nullable Map<String, @Nullable Object> rules(byte[] body) {
    try {
      Object json = new JsonReader().read(body, 0, body.length);
      return json instanceof Map ? JsonReader.asObject(json) : null;
    } catch (MalformedJsonException e) {
      return null;
    }
  }

  private void reset(Exchange exchange, Caller caller) {
    changing(exchange, caller, "policy-reset", policy::reset);
  }

  private interface Change {
    RuntimePolicy.State make() throws IOException;
  }

  private void changing(Exchange exchange, Caller caller, String kind, Change change) {
    RuntimePolicy.State state;
    try {
      state = change.make();
      audit.writeOfAll(caller, kind, Map.of("policy", state.rules()));
    } catch (ConfigException e) {
      Map<String, List<String>> problems = Map.of("problems", e.problems());
      exchange.answer(Answer.json(422, problems));
      return;
    } catch (IllegalStateException e) {
      exchange.refuse(Refusal.of(409, String.valueOf(e.getMessage())));
      return;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the rules of " + PATH + " could not be kept", e);
      exchange.refuse(
          Refusal.of(
              500, "the rules could not be kept, so nothing changed; the server's log says why"));
      return;
    }
    exchange.answer(answer(policy.state()));
  }
}
