package dev.eventlogger.server.http;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Answers;
import dev.eventlogger.formats.dialect.Refusal;
import dev.eventlogger.formats.dialect.SentRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** Where every request comes in: asks the guard, and finds the endpoint. Thread-safe. */
final class FrontHandler extends Handler.Abstract {

  private static final byte[] NO_BODY = {};

  private final RouteTable routes;
  private final Guard guard;
  private final HttpServer.Parts parts;

  FrontHandler(RouteTable routes, Guard guard, HttpServer.Parts parts) {
    this.routes = routes;
    this.guard = guard;
    this.parts = parts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Map<String, List<String>> query = query(request);
    SentRequest head = head(request, query == null ? Map.of() : query);
    Exchange exchange = new Exchange(request, response, callback, head, parts);
    if (query == null) {
      exchange.refuse(Refusal.of(400, "the query cannot be decoded as UTF-8"));
      return true;
    }
    exchange.guarded(() -> handle(exchange));
    return true;
  }

  private void handle(Exchange exchange) {
    Map<String, Endpoint> methods = routes.at(exchange.head().path());
    Endpoint endpoint = methods == null ? null : endpoint(methods, exchange.head().method());
    Refusal refusal = guard.refuses(exchange);
    if (refusal != null && endpoint != null) {
      endpoint.refuse(exchange, refusal);
    } else if (refusal != null) {
      exchange.refuse(refusal);
    } else if (methods == null) {
      exchange.refuse(Refusal.of(404, "there is nothing at this path"));
    } else if (isPreflight(exchange.head())) {
      exchange.answer(guard.preflight(exchange));
    } else if (endpoint != null) {
      endpoint.handle(exchange);
    } else {
      exchange.answer(notAllowed(methods));
    }
  }

  private static @Nullable Endpoint endpoint(Map<String, Endpoint> methods, String method) {
    Endpoint endpoint = methods.get(method.equals("HEAD") ? "GET" : method);
    return endpoint != null && method.equals("HEAD") && !endpoint.takesHead() ? null : endpoint;
  }

  /**
   * Whether this is what a browser asks before it lets a page send (Fetch, 4.8), and not
   * CloudEvents' handshake.
   */
  private static boolean isPreflight(SentRequest head) {
    return head.method().equals("OPTIONS")
        && head.header("WebHook-Request-Origin") == null
        && (head.header("Access-Control-Request-Method") != null || head.header("Origin") != null);
  }

  private static Answer notAllowed(Map<String, Endpoint> methods) {
    String allowed = String.join(", ", methods.keySet());
    return Answers.error(Refusal.of(405, "this path takes " + allowed)).with("Allow", allowed);
  }

  private static SentRequest head(Request request, Map<String, List<String>> query) {
    return new SentRequest(
        request.getMethod(),
        // CONNECT has no path.
        requireNonNullElse(request.getHttpURI().getDecodedPath(), ""),
        query,
        new RequestHeaders(request.getHeaders()),
        NO_BODY,
        Instant.now());
  }

  /** The parameters of the query; null if it cannot be decoded. */
  private static @Nullable Map<String, List<String>> query(Request request) {
    String text = request.getHttpURI().getQuery();
    if (text == null || text.isEmpty()) {
      return Map.of();
    }
    try {
      Map<String, List<String>> query = new LinkedHashMap<>();
      for (Fields.Field field : Request.extractQueryParameters(request)) {
        query.put(field.getName(), List.copyOf(field.getValues()));
      }
      return query;
    } catch (RuntimeException e) {
      return null; // Jetty's exceptions for it quote what was sent
    }
  }
}
