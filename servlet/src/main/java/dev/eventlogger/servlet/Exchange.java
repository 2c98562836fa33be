package dev.eventlogger.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request that is being answered, kept as an attribute of the request itself. Thread-safe. */
final class Exchange {

  private static final String ATTRIBUTE = Exchange.class.getName();
  private static final int FAILED = 500;
  private static final int FIRST_ERROR = 400;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Instant createdAt = Instant.now();
  private final long start = System.nanoTime();
  private final AtomicBoolean isLogged = new AtomicBoolean();
  private volatile @Nullable String uid;
  private volatile @Nullable Throwable error;
  private volatile boolean isThrown;

  private Exchange(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  static Exchange begin(HttpServletRequest request, HttpServletResponse response) {
    Exchange exchange = new Exchange(request, response);
    request.setAttribute(ATTRIBUTE, exchange);
    return exchange;
  }

  /** The exchange of a request; null if the filter has not begun one. */
  static @Nullable Exchange of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Exchange exchange ? exchange : null;
  }

  /** Notes the user, as a later filter knows it. */
  void isOf(@Nullable String user) {
    if (user != null) {
      uid = user;
    }
  }

  /** Notes what was thrown, up to the container or in another thread. */
  void failed(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof ServletException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    error = cause;
    isThrown = true;
  }

  /** Whether it was not logged before; true at the first call only. */
  boolean isFirst() {
    return isLogged.compareAndSet(false, true);
  }

  HttpServletRequest request() {
    return request;
  }

  Instant createdAt() {
    return createdAt;
  }

  Duration duration() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Nullable String uid() {
    return uid;
  }

  @Nullable Throwable error() {
    return error;
  }

  /** The status of the answer; 500 for an exception that the container has yet to answer. */
  int status() {
    int status = response.getStatus();
    return isThrown && status < FIRST_ERROR && !response.isCommitted() ? FAILED : status;
  }
}
