package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.http.TransportHttpClient;
import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a request that failed as a whole means for the batch that it carried. */
final class Failures {

  static final int TOO_LARGE = 413;

  private static final int LONGEST_RETRY_AFTER_DIGITS = 4;

  private Failures() {}

  /** The status that the server, or something before it, answered with; 0 if it did not. */
  static int status(Exception failure) {
    if (failure instanceof ElasticsearchException e) {
      return e.status();
    }
    return failure instanceof TransportException e ? e.statusCode() : 0;
  }

  /**
   * What delivery is told. An answer of the server is not its cause: its message may quote events.
   *
   * @param where for the message
   */
  static SinkException of(String where, Exception failure) {
    int status = status(failure);
    String what = where + ": " + reason(status, failure);
    return switch (status) {
      case 0 -> SinkException.unavailable(what, failure instanceof IOException ? failure : null);
      case 400, TOO_LARGE -> SinkException.badBatch(what, null);
      case 401, 403 -> SinkException.misconfigured(what + permission(status), null);
      case 429, 502, 503, 504 -> SinkException.unavailable(retryAfter(failure), what, null);
      default ->
          status >= 500 || isSuccess(status)
              ? SinkException.unavailable(what, null)
              : SinkException.misconfigured(what, null);
    };
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private static String reason(int status, Exception failure) {
    if (failure instanceof ElasticsearchException e) {
      return "answered " + status + ", " + ServerReason.of(e.error());
    }
    if (failure instanceof TransportException) {
      return isSuccess(status)
          ? "answered, but not as Elasticsearch does; what became of the request is not known"
          : "answered " + status;
    }
    return "does not answer: " + failure.getClass().getSimpleName();
  }

  private static String permission(int status) {
    return status == 401
        ? "; check http_auth or api_key"
        : "; give the user or API key the privileges that the documentation lists";
  }

  private static Duration retryAfter(Exception failure) {
    TransportHttpClient.@Nullable Response response =
        failure instanceof ElasticsearchException e
            ? e.httpResponse()
            : ((TransportException) failure).response();
    String seconds = response == null ? null : response.header("Retry-After");
    return seconds != null && seconds.matches("\\d{1," + LONGEST_RETRY_AFTER_DIGITS + "}")
        ? Duration.ofSeconds(Integer.parseInt(seconds))
        : Duration.ZERO;
  }
}
