package dev.eventlogger.server.trust;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who has signed in with a browser. A cookie stands for the token that was presented then, which is
 * checked anew at every request, so that revoking a key ends its sessions. Kept in memory: a
 * restart ends all sessions. Thread-safe.
 *
 * <p>The cookie is {@code HttpOnly} and {@code SameSite=Strict} (RFC 6265bis), and {@code Secure}
 * under TLS.
 */
public final class Sessions {

  private static final Duration LENGTH = Duration.ofHours(8);
  private static final String COOKIE = "event_logger_session";
  private static final int BYTES = 32;
  private static final int MOST = 10_000;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  // The oldest first; by hash, so that the time of a lookup reveals nothing about the ids.
  private final Map<TokenHash, Session> sessions = new LinkedHashMap<>();

  /** No sessions yet. */
  Sessions(Clock clock) {
    this.clock = clock;
  }

  /** One session. Never printed, since it holds the token. */
  private static final class Session {

    private final String token;
    private final Instant expiresAt;

    Session(String token, Instant expiresAt) {
      this.token = token;
      this.expiresAt = expiresAt;
    }
  }

  /**
   * Begins a session.
   *
   * @param isSecure whether the browser's connection is encrypted
   * @return the value of {@code Set-Cookie}
   */
  synchronized String begin(String token, boolean isSecure) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    sessions.values().removeIf(session -> !now.isBefore(session.expiresAt));
    while (sessions.size() >= MOST) {
      Iterator<TokenHash> eldest = sessions.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    sessions.put(TokenHash.of(id), new Session(token, now.plus(LENGTH)));
    return cookie(id, LENGTH, isSecure);
  }

  /**
   * Ends the session of a request, if it has one.
   *
   * @return the value of {@code Set-Cookie} that makes the browser forget the session
   */
  synchronized String end(Approach approach, boolean isSecure) throws RefusedException {
    String id = id(approach);
    if (id != null) {
      sessions.remove(TokenHash.of(id));
    }
    return cookie("", Duration.ZERO, isSecure);
  }

  /** The token that a request's session stands for; null if there is no valid session. */
  @Nullable String token(Approach approach) throws RefusedException {
    String id = id(approach);
    if (id == null) {
      return null;
    }
    TokenHash hash = TokenHash.of(id);
    synchronized (this) {
      Session session = sessions.get(hash);
      return session == null || !clock.instant().isBefore(session.expiresAt) ? null : session.token;
    }
  }

  private static @Nullable String id(Approach approach) throws RefusedException {
    // HTTP/2 may split the header (RFC 9113, 8.2.3).
    String found = null;
    for (String header : approach.headers().apply("Cookie")) {
      for (String pair : header.split(";", -1)) {
        String[] cookie = pair.strip().split("=", 2);
        if (cookie.length == 2 && cookie[0].equals(COOKIE)) {
          if (found != null) {
            throw RefusedException.of(400, "the session's cookie must be there once");
          }
          found = cookie[1];
        }
      }
    }
    return found;
  }

  private static String cookie(String id, Duration age, boolean isSecure) {
    return COOKIE
        + "="
        + id
        + "; Path=/; Max-Age="
        + age.toSeconds()
        + "; HttpOnly; SameSite=Strict"
        + (isSecure ? "; Secure" : "");
  }
}
