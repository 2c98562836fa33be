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
 * Logs each request as an event of type API once it was answered: method, route, status, how long
 * it took, and who asked. Rules for routes are those of {@code EVENT_POLICY.api}.
 *
 * <p>Belongs before all other filters, so that it sees what they refuse, and is mapped to requests
 * with {@code asyncSupported}; not to forwards, includes and errors, which belong to the request
 * that they came from. An asynchronous request is logged when it completes. A filter for the user
 * that comes behind the one who knows it is {@link UserFilter}.
 *
 * <p>Logging changes nothing about a request, and waits only where {@code on_full: block} or {@code
 * sync: always} say so. While a request is answered, {@link RequestContext} answers for it.
 * Thread-safe.
 */
public final class EventLoggerFilter implements Filter {

  private final Events events;
  private final RequestReader reader;
  private final Trouble trouble = new Trouble();

  /** Logs what the container knows of requests. */
  public EventLoggerFilter(Events events) {
    this(events, RequestReader.OF_CONTAINER);
  }

  /** Logs what a reader knows of requests. */
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
      chain.doFilter(request, response); // it is a part of a request that is being logged
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

  /** The container asks for the listener before anything else can complete the request. */
  private void end(Exchange exchange) {
    try {
      if (exchange.request().isAsyncStarted()) {
        exchange.request().getAsyncContext().addListener(new Completion(exchange));
      } else {
        log(exchange);
      }
    } catch (IllegalStateException e) {
      log(exchange); // it has completed meanwhile, on another thread
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
      // What the application answers then is logged when it has.
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
      event.getAsyncContext().addListener(this); // a listener belongs to one start
    }
  }
}
