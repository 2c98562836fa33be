package dev.eventlogger.server.trust;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is admitted as long as there are no keys: programs on this machine, but no page of another
 * origin in a browser on this machine. Thread-safe.
 */
final class LocalOnly {

  /** What everybody on this machine may do. */
  static final Set<Scope> SCOPES = Set.of(Scope.WRITE, Scope.READ, Scope.EXPORT);

  static final String MAKE_A_KEY =
      "make a key with event-logger keys add NAME --kind server --file keys.json, and set"
          + " EVENT_SERVER.keys_file: keys.json";

  private static final Pattern HOST =
      Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d{1,5})?");

  private final Origins origins;

  LocalOnly(Origins origins) {
    this.origins = origins;
  }

  /** Refuses what might come from another machine. */
  void checkPlace(Approach approach) throws RefusedException {
    if (!approach.remote().isLoopbackAddress()) {
      throw RefusedException.of(
          403, "without keys only this machine may send requests; " + MAKE_A_KEY);
    }
    if (!isLocal(approach.only("Host"))) {
      throw RefusedException.of(
          421,
          "without keys only the hosts localhost, 127.0.0.1 and [::1] are answered, so that no page"
              + " reaches this server under a name of its own; "
              + MAKE_A_KEY);
    }
    if (Forwarding.isForwarded(approach)) {
      throw RefusedException.of(
          403,
          "a proxy has passed this on, behind which everybody comes from this machine; "
              + MAKE_A_KEY);
    }
  }

  /** Refuses what nobody may do without keys, and requests of foreign pages. */
  void check(Approach approach, Credentials shown, Scope needed) throws RefusedException {
    origins.check(approach, needed, Restrictions.NONE);
    if (shown.isAny() && shown.isMeant()) {
      throw RefusedException.unauthorized(
          "there are no keys here: EVENT_SERVER.keys_file is not set; send none, or set it",
          "invalid_token");
    }
    if (needed.needsToken()) {
      throw RefusedException.unauthorized(
          "this always needs a token: make one with event-logger keys add NAME --kind read --scope "
              + needed.name().toLowerCase(Locale.ROOT)
              + " --file keys.json, and set EVENT_SERVER.keys_file: keys.json",
          null);
    }
  }

  /** A page in a browser is believed no more here than with keys. */
  Trust trust(Approach approach) {
    return approach.isOfBrowser() ? Trust.CLIENT : Trust.SERVER;
  }

  private static boolean isLocal(@Nullable String host) {
    return host != null && HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
