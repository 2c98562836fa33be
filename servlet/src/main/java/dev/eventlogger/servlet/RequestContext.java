package dev.eventlogger.servlet;

import dev.eventlogger.intake.context.ContextSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * Provides context keys from the request that the thread answers, behind {@link EventLoggerFilter}:
 * for every event that is logged there, including that of the request.
 *
 * <table>
 * <caption>The context keys</caption>
 * <tr><td>{@code user.id}<td>the user, if known by then
 * <tr><td>{@code session}<td>a name for the session, not its id, which would give access to it
 * <tr><td>{@code headers.<name>}<td>the header of that name
 * <tr><td>{@code args.<name>}<td>the first value of that parameter of the URL
 * <tr><td>{@code method}<td>the method
 * <tr><td>{@code request.path}<td>the path within the application
 * <tr><td>{@code uri}<td>the full path
 * <tr><td>{@code ip}, {@code port}<td>the client's address as the container has it; our port
 * <tr><td>{@code trace_id}<td>from the header {@code traceparent} (W3C Trace Context)
 * </table>
 *
 * Thread-safe.
 */
public final class RequestContext implements ContextSource {

  private static final ThreadLocal<@Nullable HttpServletRequest> CURRENT = new ThreadLocal<>();
  private static final String HEADERS = "headers.";
  private static final String ARGUMENTS = "args.";

  /** Answers from the request of each thread. */
  public RequestContext() {}

  static void enter(HttpServletRequest request) {
    CURRENT.set(request);
  }

  static void leave() {
    CURRENT.remove();
  }

  /**
   * Sets the user for the event of the request that this thread answers: for a user known only to a
   * filter that refuses the request, for instance. Does nothing if there is no request.
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
