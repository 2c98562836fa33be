package dev.eventlogger.spring.actuate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.actuate.audit.AuditEvent;

/**
 * A failed sign-in, whose principal is whatever was presented: with OAuth2, the token itself, which
 * may be valid elsewhere.
 */
final class FailedSignIn {

  private static final String FAILURE = "AUTHENTICATION_FAILURE";

  /** The key under which Spring Boot puts the exception's class. */
  private static final String TYPE = "type";

  private static final String OF_OAUTH2 = "org.springframework.security.oauth2.";

  /** A JWT (RFC 7519) begins with a brace in base64url, and has three parts; encrypted, five. */
  private static final Pattern JWT =
      Pattern.compile("e[w-z][A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_-]*){2,4}");

  /** No user's name is longer. */
  private static final int LONGEST_NAME = 100;

  private FailedSignIn() {}

  /** Whether the principal of an event may be a token. */
  static boolean isWithToken(AuditEvent event) {
    String principal = event.getPrincipal();
    return FAILURE.equals(event.getType())
        && principal != null
        && !principal.isEmpty()
        && (String.valueOf(event.getData().get(TYPE)).startsWith(OF_OAUTH2)
            || principal.length() > LONGEST_NAME
            || JWT.matcher(principal).matches());
  }

  /** The same event without its principal, and without texts that quote it. */
  static AuditEvent withoutToken(AuditEvent event) {
    String token = event.getPrincipal();
    Map<String, Object> data = new LinkedHashMap<>(event.getData());
    data.values().removeIf(value -> value instanceof String text && text.contains(token));
    return new AuditEvent(event.getTimestamp(), null, event.getType(), data);
  }
}
