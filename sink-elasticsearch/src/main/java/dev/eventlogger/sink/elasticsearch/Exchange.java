package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.http.TransportHttpClient.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A request that goes from host to host until one answers. Thread-safe: there is one attempt at a
 * time.
 */
final class Exchange {

  private static final int FIRST_THAT_IS_NO_SUCCESS = 300;
  // The statuses of errors whose bodies the client reads.
  private static final Set<Integer> READ = Set.of(400, 401, 403, 404, 405);

  private final String endpoint;
  private final boolean mayRepeat;
  private final Hosts hosts;
  private final Iterator<URI> left;
  private final Function<URI, CompletableFuture<Answer>> asking;
  private final CompletableFuture<Response> result = new CompletableFuture<>();
  private volatile @Nullable CompletableFuture<Answer> attempt;
  private volatile boolean isRepeated;

  /**
   * Asks no host yet.
   *
   * @param endpoint for messages
   * @param mayRepeat whether a host is asked again, once, if the connection breaks: it may have
   *     been closed while it was idle
   * @param asking sends the request to a host
   */
  Exchange(
      String endpoint,
      boolean mayRepeat,
      Hosts hosts,
      Function<URI, CompletableFuture<Answer>> asking) {
    this.endpoint = endpoint;
    this.mayRepeat = mayRepeat;
    this.hosts = hosts;
    this.asking = asking;
    left = hosts.inTurn().iterator();
  }

  /** Asks the first host. Returns the answer to come; cancelling that cancels the attempt, too. */
  CompletableFuture<Response> begin() {
    var unused = result.whenComplete((answer, failure) -> stop());
    ask(left.next());
    return result;
  }

  /** Cancels the request, if there is no answer yet. */
  void giveUp() {
    result.cancel(true);
  }

  private void ask(URI host) {
    try {
      CompletableFuture<Answer> next = asking.apply(host);
      attempt = next;
      if (result.isDone()) {
        stop();
      }
      var unused = next.whenComplete((answer, failure) -> take(host, answer, failure));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private void stop() {
    CompletableFuture<Answer> last = attempt;
    if (last != null) {
      last.cancel(true);
    }
  }

  private void take(URI host, @Nullable Answer answer, @Nullable Throwable failure) {
    if (result.isDone()) {
      return;
    }
    if (failure instanceof AnswerTooLongException || (answer != null && !answer.isOfNoUse())) {
      hosts.answered(host);
      finish(answer, failure);
    } else if (mayRepeat && !isRepeated && isBroken(failure)) {
      isRepeated = true;
      ask(host);
    } else {
      hosts.failed(host);
      if (left.hasNext()) {
        ask(left.next());
      } else {
        finish(answer, failure);
      }
    }
  }

  /** Whether there was a connection that broke. */
  private static boolean isBroken(@Nullable Throwable failure) {
    return failure instanceof IOException
        && !(failure instanceof SocketTimeoutException
            || failure instanceof HttpTimeoutException
            || failure instanceof ConnectException
            || failure instanceof UnknownHostException
            || failure instanceof SSLException);
  }

  private void finish(@Nullable Answer answer, @Nullable Throwable failure) {
    if (answer == null) {
      result.completeExceptionally(failure == null ? new IOException("no answer") : failure);
    } else if (answer.statusCode() < FIRST_THAT_IS_NO_SUCCESS
        || READ.contains(answer.statusCode())) {
      result.complete(answer);
    } else {
      result.completeExceptionally(
          new TransportException(answer, "answered " + answer.statusCode(), endpoint));
    }
  }
}
