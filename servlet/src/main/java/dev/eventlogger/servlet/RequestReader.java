package dev.eventlogger.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of a request. As it stands, it says what the container knows; a framework that
 * routes requests itself knows more.
 *
 * <p>Must be thread-safe and quick, and must not read the request's body. It is asked when the
 * request was answered, on the thread that ends it. What it throws is reported once, and left out
 * of the event.
 */
public interface RequestReader {

  /** Asks the container alone. */
  RequestReader OF_CONTAINER = new RequestReader() {};

  /** Whether the request becomes an event; asked first. */
  default boolean isLogged(HttpServletRequest request) {
    return true;
  }

  /**
   * The template of the path, such as {@code /users/{id}}: never the path itself, of which there
   * are as many as there are users.
   *
   * @return null if nothing in the application was meant; by default, the pattern of the servlet
   *     that answered, unless it is the default servlet's
   */
  default @Nullable String route(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    return mapping == null || mapping.getMappingMatch() == MappingMatch.DEFAULT
        ? null
        : mapping.getPattern();
  }

  /** Who asks; null is nobody that is known. By default, who has signed in at the container. */
  default @Nullable String uid(HttpServletRequest request) {
    return request.getRemoteUser();
  }

  /** The parameters that are worth keeping; by default, none: they may hold anything. */
  default Map<String, ?> parameters(HttpServletRequest request) {
    return Map.of();
  }

  /** Why the request failed, where something has answered for it that the filter does not see. */
  default @Nullable Throwable error(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable error
        ? error
        : null;
  }
}
