package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the failure of a whole request means for the events in it. */
final class ElasticsearchFailures {

  static final int TOO_LARGE = 413;

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;

  private ElasticsearchFailures() {}

  /** The status of the answer, from the server or something in front of it; 0 without an answer. */
  static int status(Exception failure) {
    if (failure instanceof ElasticsearchException e) {
      return e.status();
    }
    return failure instanceof TransportException e ? e.statusCode() : 0;
  }

  /**
   * The failure for delivery. An answer is never its cause, since its message may quote events.
   *
   * @param where for the message
   */
  static SinkException of(String where, Exception failure) {
    int status = status(failure);
    String what = where + ": " + reason(status, failure);
    return switch (status) {
      case 0 -> SinkException.unavailable(what, failure instanceof IOException ? failure : null);
      case BAD_REQUEST ->
          SinkException.misconfigured(
              what
                  + (failure instanceof ElasticsearchException
                      ? ""
                      : "; that is no answer of Elasticsearch's: look at what stands before it"),
              null);
      case TOO_LARGE -> SinkException.badBatch(what, null);
      case 401 -> SinkException.misconfigured(what + "; check http_auth or api_key", null);
      case FORBIDDEN ->
          SinkException.misconfigured(
              what + "; the user or API key needs the privileges that the documentation lists",
              null);
      case 429, 502, 503, 504 -> SinkException.unavailable(retryAfter(failure), what, null);
      default ->
          status >= 500 || isSuccess(status)
              ? SinkException.unavailable(what, null)
              : SinkException.misconfigured(what, null);
    };
  }

  /** Whether the request was refused by somebody who may have objected to a single event in it. */
  static boolean mayBeForAnEvent(Exception failure) {
    int status = status(failure);
    return status == BAD_REQUEST
        || (status == FORBIDDEN && !(failure instanceof ElasticsearchException));
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private static String reason(int status, Exception failure) {
    if (status == 0) {
      return "does not answer: " + failure.getClass().getSimpleName();
    }
    if (failure instanceof ElasticsearchException e) {
      return "answered " + status + ", " + ServerReason.of(e.error());
    }
    return isSuccess(status)
        ? "answered, but not as Elasticsearch does; what became of the request is not known"
        : "answered " + status;
  }

  private static Duration retryAfter(Exception failure) {
    String seconds = retryAfterHeader(failure);
    return seconds != null && seconds.matches("\\d{1,4}")
        ? Duration.ofSeconds(Integer.parseInt(seconds))
        : Duration.ZERO;
  }

  private static @Nullable String retryAfterHeader(Exception failure) {
    return failure instanceof TransportException e && e.response() != null
        ? e.response().header("Retry-After")
        : null;
  }
}
