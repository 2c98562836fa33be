package dev.eventlogger.sink.elasticsearch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request to one host, which must not be silent for too long. Thread-safe.
 *
 * <p>The JDK's own timeout ends with the head of an answer, and includes the time to send a large
 * body; so the time since the last sign of life is watched here.
 */
final class Attempt {

  private final URI host;
  private final PreparedRequest request;
  private final Limits limits;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final ScheduledExecutorService watching;
  private volatile long signOfLife;
  private volatile @Nullable Future<?> look;

  /**
   * The limits for a host.
   *
   * @param connect longest time until there is a connection, enforced by the client itself
   * @param silence longest time without a sign of life
   * @param bytes most bytes of an answer
   */
  record Limits(Duration connect, Duration silence, long bytes) {}

  private Attempt(
      URI host, PreparedRequest request, Limits limits, ScheduledExecutorService watching) {
    this.host = host;
    this.request = request;
    this.limits = limits;
    this.watching = watching;
  }

  /** Sends the request. Returns the answer to come; cancelling it closes the connection. */
  static CompletableFuture<Answer> send(
      HttpClient http,
      URI host,
      PreparedRequest request,
      Limits limits,
      ScheduledExecutorService watching) {
    Attempt attempt = new Attempt(host, request, limits, watching);
    attempt.send(http);
    return attempt.answer;
  }

  private void send(HttpClient http) {
    // Without a body, a request gives no sign of life before there is a connection.
    signOfLife = System.nanoTime() + limits.connect().toNanos();
    lookAfter(limits.silence().toNanos());
    CompletableFuture<HttpResponse<byte[]>> sending =
        http.sendAsync(
                request.to(host, this::hear),
                head -> {
                  hear();
                  return new AnswerBody(limits.bytes(), expected(head.headers()), this::hear);
                })
            .whenComplete(this::end);
    var unused = answer.whenComplete((whole, failure) -> stop(sending, failure));
  }

  private long expected(HttpHeaders headers) {
    return request.method().equals("HEAD")
        ? 0
        : headers.firstValueAsLong("Content-Length").orElse(0);
  }

  private void hear() {
    signOfLife = System.nanoTime();
  }

  private void lookAfter(long nanos) {
    look = watching.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    if (answer.isDone()) {
      stopLooking();
    }
  }

  private void look() {
    long left = signOfLife + limits.silence().toNanos() - System.nanoTime();
    if (left > 0) {
      lookAfter(left);
    } else {
      answer.completeExceptionally(
          new SocketTimeoutException("silent for " + limits.silence().toMillis() + " ms"));
    }
  }

  /**
   * After an answer there is nothing to cancel, and the connection is free for the next request.
   */
  private void stop(CompletableFuture<?> sending, @Nullable Throwable failure) {
    stopLooking();
    if (failure != null) {
      sending.cancel(true);
    }
  }

  private void stopLooking() {
    Future<?> next = look;
    if (next != null) {
      next.cancel(false);
    }
  }

  private void end(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
    if (response != null) {
      answer.complete(Answer.of(host, response));
    } else if (failure != null) {
      answer.completeExceptionally(named(failure));
    }
  }

  /** The failure with the best known class, since messages show nothing but the class. */
  private Throwable named(Throwable failure) {
    Throwable thrown = failure;
    while (thrown instanceof CompletionException && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof AnswerTooLongException) {
        return cause;
      }
      if (cause instanceof UnresolvedAddressException && thrown instanceof ConnectException) {
        IOException unknown = new UnknownHostException(host.getHost());
        unknown.initCause(thrown);
        return unknown;
      }
    }
    return thrown;
  }
}
