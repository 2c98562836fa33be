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
 * request that filters before it have does not know. Belongs right behind that one.
 *
 * <p>To ask may load a session from wherever it is kept. Nobody is asked for who is known already,
 * and where that fails, the request goes on without a user. Thread-safe.
 */
public final class UserFilter implements Filter {

  private final Trouble trouble = new Trouble();

  /** Keeps the request's remote user. */
  public UserFilter() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Exchange exchange = Exchange.of(request);
    if (exchange != null && exchange.uid() == null && request instanceof HttpServletRequest asked) {
      exchange.isOf(trouble.ask(HttpServletRequest::getRemoteUser, asked));
    }
    chain.doFilter(request, response);
  }
}
