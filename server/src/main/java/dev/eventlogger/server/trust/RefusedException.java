package dev.eventlogger.server.trust;

import dev.eventlogger.formats.dialect.Refusal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Thrown if a request is not admitted. The message quotes nothing of the request. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;
  private final transient Map<String, String> headers;

  private RefusedException(Refusal refusal, Map<String, String> headers) {
    super(refusal.reason());
    this.refusal = refusal;
    this.headers = Map.copyOf(headers);
  }

  static RefusedException of(int status, String reason) {
    return new RefusedException(Refusal.of(status, reason), Map.of());
  }

  /** 401, with the challenge that belongs to it (RFC 9110, 11.6.1). */
  static RefusedException unauthorized(String reason, @Nullable String error) {
    String challenge = "Bearer realm=\"event-logger\"";
    return new RefusedException(
        Refusal.of(401, reason),
        Map.of(
            "WWW-Authenticate",
            error == null ? challenge : challenge + ", error=\"" + error + "\""));
  }

  /** 503: not the caller's fault. */
  static RefusedException unavailable(String reason) {
    return new RefusedException(new Refusal(503, reason, Duration.ofSeconds(30)), Map.of());
  }

  /** 429, with the time to wait. */
  static RefusedException tooMany(String reason, Duration retryAfter) {
    return new RefusedException(new Refusal(429, reason, retryAfter), Map.of());
  }

  /** The status and the reason, for a dialect to put into its own form. */
  public Refusal refusal() {
    return refusal;
  }

  /** Headers of the answer, without {@code Retry-After}, which the dialect adds. */
  public Map<String, String> headers() {
    return headers;
  }
}
