package dev.eventlogger.spring.web;

import dev.eventlogger.servlet.QueryParameters;
import dev.eventlogger.servlet.RequestReader;
import dev.eventlogger.spring.EventLoggerProperties.Api;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;

/** Reads what Spring MVC has decided about a request. Thread-safe. */
final class SpringRequestReader implements RequestReader {

  /** Matches whatever nothing else does: static files, and missing pages. */
  private static final String ANYTHING = "/**";

  private final Api settings;
  private final ActuatorPath actuator;
  private final String errorPath;

  SpringRequestReader(Api settings, ActuatorPath actuator, String errorPath) {
    this.settings = settings;
    this.actuator = actuator;
    this.errorPath = errorPath;
  }

  @Override
  public boolean isLogged(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return settings.actuator() || !actuator.has(path);
  }

  @Override
  public @Nullable String route(HttpServletRequest request) {
    Object first = FirstRoute.of(request);
    Object pattern =
        first != null
            ? first
            : request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return pattern == null || pattern.equals(ANYTHING) || pattern.toString().equals(errorPath)
        ? null
        : pattern.toString();
  }

  @Override
  public Map<String, ?> parameters(HttpServletRequest request) {
    return QueryParameters.of(request, settings.parameters());
  }

  @Override
  public @Nullable Throwable error(HttpServletRequest request) {
    return request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) instanceof Throwable error
        ? error
        : RequestReader.super.error(request);
  }
}
