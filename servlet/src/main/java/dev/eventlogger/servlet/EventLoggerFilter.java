package dev.eventlogger.servlet;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.Events;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Logs each request as an event of type API once it was answered: method, route, status, duration,
 * and user. {@code EVENT_POLICY.api} has the rules for routes.
 *
 * <p>Belongs before all other filters, so that it sees what they refuse, with {@code
 * asyncSupported}, and mapped to requests alone: forwards, includes and errors are part of the
 * request that they came from. An asynchronous request is logged when it completes. If a later
 * filter signs users in, {@link UserFilter} belongs behind that one.
 *
 * <p>Logging changes nothing about a request, and waits only if {@code on_full: block} or {@code
 * sync: always} say so. While a request is answered, {@link RequestContext} provides its context
 * keys. Thread-safe.
 */
public final class EventLoggerFilter implements Filter {

  private final Events events;
  private final RequestReader reader;
  private final Trouble trouble = new Trouble();

  /** Logs what the container knows about requests. */
  public EventLoggerFilter(Events events) {
    this(events, RequestReader.OF_CONTAINER);
  }

  /** Logs what a reader knows about requests. */
  public EventLoggerFilter(Events events, RequestReader reader) {
    this.events = requireNonNull(events, "events");
    this.reader = requireNonNull(reader, "reader");
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest asked
        && response instanceof HttpServletResponse answer
        && Exchange.of(request) == null) {
      doFilter(asked, answer, chain);
    } else {
      chain.doFilter(request, response); // it is part of a request that is being logged
    }
  }

  private void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Exchange exchange = Exchange.begin(request, response);
    RequestContext.enter(request);
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException | Error e) {
      exchange.failed(e);
      throw e;
    } finally {
      end(exchange);
    }
  }

  /** Logs the request now, or, if it is asynchronous, when it completes. */
  private void end(Exchange exchange) {
    try {
      if (exchange.request().isAsyncStarted()) {
        exchange.request().getAsyncContext().addListener(new Completion(exchange));
      } else {
        log(exchange);
      }
    } catch (IllegalStateException e) {
      log(exchange); // it has completed in the meantime, on another thread
    } finally {
      RequestContext.leave();
    }
  }

  private void log(Exchange exchange) {
    if (exchange.isFirst()) {
      RequestContext.enter(exchange.request());
      try {
        RequestEvent.of(exchange, reader, trouble).ifPresent(events::log);
      } finally {
        RequestContext.leave();
      }
    }
  }

  /** Logs an asynchronous request when it is over. */
  private final class Completion implements AsyncListener {

    private final Exchange exchange;

    Completion(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      log(exchange);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // The application may still answer; the request is logged when it has.
    }

    @Override
    public void onError(AsyncEvent event) {
      Throwable error = event.getThrowable();
      if (error != null) {
        exchange.failed(error);
      }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this); // a listener is lost with each new start
    }
  }
}
