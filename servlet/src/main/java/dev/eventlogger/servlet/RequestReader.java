package dev.eventlogger.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an event says about a request. The defaults say what the container knows; a framework
 * that routes requests itself knows more.
 *
 * <p>Must be thread-safe and quick, and must not read the request's body. Called once the request
 * was answered, on the thread that ends it. If a method throws, its value is missing from the
 * event, and the first such exception is reported.
 */
public interface RequestReader {

  /** Asks only the container. */
  RequestReader OF_CONTAINER = new RequestReader() {};

  /** Whether the request becomes an event; asked first. */
  default boolean isLogged(HttpServletRequest request) {
    return true;
  }

  /**
   * The template of the path, such as {@code /users/{id}}; never the path itself, of which there
   * may be as many as users.
   *
   * @return the template; null if the path matches nothing in the application. By default, the
   *     pattern of the servlet that answered, unless it is the default servlet
   */
  default @Nullable String route(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    return mapping == null || mapping.getMappingMatch() == MappingMatch.DEFAULT
        ? null
        : mapping.getPattern();
  }

  /** The user; null if unknown. By default, the user who has signed in to the container. */
  default @Nullable String uid(HttpServletRequest request) {
    return request.getRemoteUser();
  }

  /** The parameters to keep. By default none, since they may hold anything. */
  default Map<String, ?> parameters(HttpServletRequest request) {
    return Map.of();
  }

  /** Why the request failed, if something that the filter does not see has answered it. */
  default @Nullable Throwable error(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable error
        ? error
        : null;
  }
}
