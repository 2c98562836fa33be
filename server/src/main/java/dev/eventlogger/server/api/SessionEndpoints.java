package dev.eventlogger.server.api;

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
import dev.eventlogger.server.trust.RefusedException;
import dev.eventlogger.server.trust.Scope;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/session}: signing in with a token, signing out, and who is signed in. Thread-safe.
 */
public final class SessionEndpoints {

  private static final String PATH = "/api/session";
  private static final int LONGEST = 20_000;

  private final Admission admission;

  /** Signs in whom the admission admits. */
  public SessionEndpoints(Admission admission) {
    this.admission = admission;
  }

  /** Adds the routes. */
  public void addTo(RouteTable routes) {
    routes.add(new Route("GET", PATH), this::whoAmI);
    routes.add(
        new Route("POST", PATH),
        Endpoint.changing(
            exchange -> exchange.readBody(request -> signIn(exchange, request), exchange::refuse)));
    routes.add(new Route("DELETE", PATH), Endpoint.changing(this::signOut));
  }

  private void whoAmI(Exchange exchange) {
    admission
        .admitted(exchange, Scope.READ)
        .ifPresent(caller -> exchange.answer(Answer.json(200, about(caller))));
  }

  private static Map<String, @Nullable Object> about(Caller caller) {
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put("source", caller.source());
    about.put("uid", caller.uid());
    about.put("role", caller.role());
    about.put(
        "scopes",
        caller.scopes().stream()
            .map(scope -> scope.name().toLowerCase(Locale.ROOT))
            .sorted()
            .toList());
    return about;
  }

  private void signIn(Exchange exchange, SentRequest request) {
    String token = token(request.body());
    if (token == null) {
      exchange.refuse(
          Refusal.of(400, "the body must be {\"token\": \"el_...\"}, with a token of kind read"));
      return;
    }
    try {
      String cookie = admission.signIn(exchange, token);
      exchange.answer(Answer.empty(204).with("Set-Cookie", cookie));
    } catch (RefusedException e) {
      Admission.refuse(exchange, e);
    }
  }

  private static @Nullable String token(byte[] body) {
    if (body.length > LONGEST) {
      return null;
    }
    try {
      Object json = new JsonReader().read(body, 0, body.length);
      return json instanceof Map<?, ?> object && object.get("token") instanceof String token
          ? token
          : null;
    } catch (MalformedJsonException e) {
      return null;
    }
  }

  private void signOut(Exchange exchange) {
    try {
      exchange.answer(Answer.empty(204).with("Set-Cookie", admission.signOut(exchange)));
    } catch (RefusedException e) {
      Admission.refuse(exchange, e);
    }
  }
}
