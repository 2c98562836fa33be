package dev.eventlogger.servlet;

import dev.eventlogger.intake.context.ContextSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * Answers for context keys from the request that the thread answers, behind {@link
 * EventLoggerFilter}: for every event that is logged there, that of the request among them.
 *
 * <table>
 * <caption>What it answers for</caption>
 * <tr><td>{@code user.id}<td>who asks, if that is known by then
 * <tr><td>{@code session}<td>the same for the same session; not its id, with which one could take it
 * <tr><td>{@code headers.<name>}<td>that header
 * <tr><td>{@code args.<name>}<td>that parameter of the URL, the first of it
 * <tr><td>{@code method}, {@code request.path}, {@code uri}<td>method; path in the application; whole path
 * <tr><td>{@code ip}, {@code port}<td>address of whoever asks, as the container says; our port
 * <tr><td>{@code trace_id}<td>that of the header {@code traceparent} (W3C Trace Context)
 * </table>
 *
 * Thread-safe.
 */
public final class RequestContext implements ContextSource {

  private static final ThreadLocal<@Nullable HttpServletRequest> CURRENT = new ThreadLocal<>();
  private static final String HEADERS = "headers.";
  private static final String ARGUMENTS = "args.";

  /** Answers for the request of each thread. */
  public RequestContext() {}

  static void enter(HttpServletRequest request) {
    CURRENT.set(request);
  }

  static void leave() {
    CURRENT.remove();
  }

  /**
   * Says who asks, for the event of the request that this thread answers: where somebody is known
   * only to what refuses him, say. Does nothing where there is no request.
   */
  public static void userIs(String uid) {
    HttpServletRequest request = CURRENT.get();
    Exchange exchange = request == null ? null : Exchange.of(request);
    if (exchange != null) {
      exchange.isOf(uid);
    }
  }

  @Override
  public @Nullable Object get(String key) {
    HttpServletRequest request = CURRENT.get();
    return request == null ? null : of(request, key);
  }

  private static @Nullable Object of(HttpServletRequest request, String key) {
    return switch (key) {
      case "user.id" -> user(request);
      case "session" -> session(request);
      case "method" -> request.getMethod();
      case "request.path" -> request.getRequestURI().substring(request.getContextPath().length());
      case "uri" -> request.getRequestURI();
      case "ip" -> request.getRemoteAddr();
      case "port" -> request.getServerPort();
      case "trace_id" -> TraceParent.traceId(request.getHeader(TraceParent.HEADER));
      default -> named(request, key);
    };
  }

  private static @Nullable String named(HttpServletRequest request, String key) {
    if (key.startsWith(HEADERS)) {
      return request.getHeader(key.substring(HEADERS.length()));
    }
    return key.startsWith(ARGUMENTS)
        ? QueryParameters.first(request, key.substring(ARGUMENTS.length()))
        : null;
  }

  private static @Nullable String user(HttpServletRequest request) {
    Exchange exchange = Exchange.of(request);
    String known = exchange == null ? null : exchange.uid();
    return known != null ? known : request.getRemoteUser();
  }

  private static @Nullable String session(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? null : SessionName.of(session.getId());
  }
}
