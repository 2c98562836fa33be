package dev.eventlogger.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Notes the user for {@link EventLoggerFilter}, if another filter signs people in: the request that
 * earlier filters see does not know the user. Belongs right behind the filter that signs in.
 *
 * <p>Asking may load a session from wherever it is kept. It is not done if the user is known
 * already, and if it fails, the request goes on without a user. Thread-safe.
 */
public final class UserFilter implements Filter {

  private final Trouble trouble = new Trouble();

  /** Notes the request's remote user. */
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
