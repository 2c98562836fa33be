package dev.eventlogger.formats.dialect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not taken at all.
 *
 * @param status the HTTP status (RFC 9110, 15)
 * @param reason what is wrong, and what would be right; without values of the request
 * @param retryAfter when it may be sent again; null if that would change nothing
 */
public record Refusal(int status, String reason, @Nullable Duration retryAfter) {

  /** A refusal that is final. */
  public static Refusal of(int status, String reason) {
    return new Refusal(status, reason, null);
  }
}
