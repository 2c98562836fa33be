package dev.eventlogger.spring.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Keeps the path template of the original request, before any forward. Thread-safe. */
final class FirstRoute implements HandlerInterceptor {

  private static final String ATTRIBUTE = FirstRoute.class.getName();

  /** The template of a request; null if no handler took it before a forward. */
  static @Nullable Object of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    boolean isFirst = request.getDispatcherType() == DispatcherType.REQUEST;
    if (isFirst && pattern != null) {
      request.setAttribute(ATTRIBUTE, pattern);
    }
    return true;
  }
}
