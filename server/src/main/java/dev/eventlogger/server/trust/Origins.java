package dev.eventlogger.server.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may send requests, and read their answers. Thread-safe.
 *
 * <p>Answers name the page's origin only if it is on a list, and never let a browser add cookies.
 */
public final class Origins {

  private static final String METHODS = "GET, POST, OPTIONS";

  /**
   * Headers that clients add: RudderStack's its anonymous id, Segment's its number of retries,
   * others a trace.
   */
  private static final String HEADERS =
      "anonymousid, authorization, ce-id, ce-source, ce-specversion, ce-subject, ce-time, ce-type,"
          + " content-encoding, content-type, traceparent, tracestate, x-retry-count";

  private final List<OriginPattern> configured;
  private final Supplier<List<OriginPattern>> ofKeys;
  private final Forwarding forwarding;

  Origins(
      List<OriginPattern> configured, Supplier<List<OriginPattern>> ofKeys, Forwarding forwarding) {
    this.configured = configured;
    this.ofKeys = ofKeys;
    this.forwarding = forwarding;
  }

  /**
   * The headers of the answer to a preflight; only {@code Vary} if the page's origin is on no list.
   * The origins of all keys count, since it is not known yet which key the page will send.
   */
  public Map<String, String> preflight(Approach approach) {
    String origin = listed(approach, this::all);
    return origin == null
        ? Map.of("Vary", "Origin")
        : Map.of(
            "Access-Control-Allow-Origin",
            origin,
            "Access-Control-Allow-Methods",
            METHODS,
            "Access-Control-Allow-Headers",
            HEADERS,
            "Access-Control-Max-Age",
            "600",
            "Vary",
            "Origin");
  }

  /** The headers that let a page read an answer; only {@code Vary} if its origin is on no list. */
  public Map<String, String> answer(Approach approach, Caller caller) {
    return readable(listed(approach, () -> allowed(caller.restrictions())));
  }

  /** The same for an answer given before the caller is known, such as a refusal. */
  public Map<String, String> answer(Approach approach) {
    return readable(listed(approach, this::all));
  }

  private static Map<String, String> readable(@Nullable String origin) {
    return origin == null
        ? Map.of("Vary", "Origin")
        : Map.of(
            "Access-Control-Allow-Origin",
            origin,
            "Access-Control-Expose-Headers",
            "Retry-After",
            "Vary",
            "Origin");
  }

  private List<OriginPattern> all() {
    List<OriginPattern> all = new ArrayList<>(configured);
    all.addAll(ofKeys.get());
    return all;
  }

  /**
   * Refuses requests of foreign pages.
   *
   * @throws RefusedException 403
   */
  void check(Approach approach, Scope needed, Restrictions restrictions) throws RefusedException {
    String header = approach.only("Origin");
    String site = lower(approach.only("Sec-Fetch-Site"));
    if (header == null ? isOwn(site, restrictions) : isOwnOrigin(approach, header, site)) {
      return;
    }
    if (header != null) {
      OriginPattern origin = OriginPattern.ofHeader(header);
      if (origin != null
          && allowed(restrictions).stream().anyMatch(pattern -> pattern.matches(origin))) {
        return;
      }
      throw RefusedException.of(403, foreign(restrictions));
    }
    checkUnnamed(approach, site, needed, restrictions);
  }

  /**
   * Refuses all pages except this server's own, whatever the lists say: for requests with a cookie,
   * which browsers add whichever page sends them.
   *
   * @throws RefusedException 403
   */
  void checkOwn(Approach approach) throws RefusedException {
    String header = approach.only("Origin");
    String site = lower(approach.only("Sec-Fetch-Site"));
    boolean isOwn =
        header == null
            ? site == null || site.equals("same-origin") || site.equals("none")
            : isOwnOrigin(approach, header, site);
    if (!isOwn) {
      throw RefusedException.of(403, "a session is for this server's own pages alone");
    }
  }

  /** Checks a request that does not name the origin of its page. */
  private static void checkUnnamed(
      Approach approach, @Nullable String site, Scope needed, Restrictions restrictions)
      throws RefusedException {
    boolean isForeign = "cross-site".equals(site) || "same-site".equals(site);
    boolean isLink = "navigate".equals(lower(approach.only("Sec-Fetch-Mode")));
    if (isForeign && (needed.changes() || approach.isUpgrade() || !isLink)) {
      throw RefusedException.of(403, foreign(restrictions));
    }
    if (!restrictions.origins().isEmpty()) {
      throw RefusedException.of(
          403,
          "this key may only be used from pages of its origins, and the request names none (header"
              + " Origin); a program needs a key of kind server: event-logger keys add NAME --kind"
              + " server");
    }
  }

  private static String foreign(Restrictions restrictions) {
    return restrictions.origins().isEmpty()
        ? "requests from pages of this origin are not taken; add it to EVENT_SERVER.origins"
        : "this key may not be used from pages of this origin; make a key for it: event-logger keys"
            + " add NAME --kind client --origin https://...";
  }

  /**
   * Whether a request without an origin is a GET of our own page, or an address that somebody
   * typed.
   */
  private static boolean isOwn(@Nullable String site, Restrictions restrictions) {
    return "same-origin".equals(site) || ("none".equals(site) && restrictions.origins().isEmpty());
  }

  private boolean isOwnOrigin(Approach approach, String header, @Nullable String site)
      throws RefusedException {
    if ("same-origin".equals(site)) {
      return true;
    }
    OriginPattern origin = OriginPattern.ofHeader(header);
    String host = forwarding.host(approach);
    if (origin == null || host == null) {
      return false;
    }
    String scheme = forwarding.isSecure(approach) ? "https://" : "http://";
    OriginPattern own = OriginPattern.ofHeader(scheme + host);
    return own != null && own.equals(origin);
  }

  private List<OriginPattern> allowed(Restrictions restrictions) {
    return restrictions.origins().isEmpty() ? configured : restrictions.origins();
  }

  /**
   * The origin of a request if it is listed; else null. The list is only built if there is an
   * origin, which most requests lack.
   */
  private static @Nullable String listed(Approach approach, Supplier<List<OriginPattern>> allowed) {
    List<String> headers = approach.headers().apply("Origin");
    OriginPattern origin = headers.size() == 1 ? OriginPattern.ofHeader(headers.get(0)) : null;
    return origin != null && allowed.get().stream().anyMatch(pattern -> pattern.matches(origin))
        ? origin.toString()
        : null;
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }
}
