package dev.eventlogger.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Keeps who asks for {@link EventLoggerFilter}, where another filter signs people in: then the
 * request that filters before it have does not know. Belongs right behind that one. Thread-safe.
 */
public final class UserFilter implements Filter {

  /** Keeps the request's remote user. */
  public UserFilter() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Exchange exchange = Exchange.of(request);
    if (exchange != null && request instanceof HttpServletRequest asked) {
      exchange.isOf(asked.getRemoteUser());
    }
    chain.doFilter(request, response);
  }
}
