package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests, or says why not. Thread-safe; waits for nothing, except when a provider's public
 * keys have to be fetched.
 */
public final class Gate {

  private final TrustSettings settings;
  private final @Nullable KeyRing keys;
  private final @Nullable JwtCheck jwt;
  private final @Nullable ProxyUser proxyUser;
  private final Forwarding forwarding;
  private final Origins origins;
  private final LocalOnly localOnly;
  private final Sessions sessions;
  private final Clock clock;

  private Gate(
      TrustSettings settings, @Nullable KeyRing keys, @Nullable JwtCheck jwt, Clock clock) {
    this.settings = settings;
    this.keys = keys;
    this.jwt = jwt;
    this.clock = clock;
    forwarding = new Forwarding(settings.trustedProxies());
    proxyUser =
        settings.proxyUser() == null ? null : new ProxyUser(settings.proxyUser(), forwarding);
    origins =
        new Origins(
            settings.origins(), () -> keys == null ? List.of() : keys.origins(), forwarding);
    localOnly = new LocalOnly(origins);
    sessions = new Sessions(clock);
  }

  /**
   * Opens a gate, reading the files that the settings name.
   *
   * @throws IllegalArgumentException if a file cannot be read or is wrong; the message begins with
   *     the setting
   */
  public static Gate open(TrustSettings settings, Clock clock) {
    KeyRing keys = settings.keysFile() == null ? null : KeyRing.open(settings.keysFile(), clock);
    JwtCheck jwt = settings.jwt() == null ? null : JwtCheck.open(settings.jwt(), clock);
    return new Gate(settings, keys, jwt, clock);
  }

  /**
   * Checks the address that the server is to listen on.
   *
   * @throws IllegalArgumentException if other machines could reach it, and there are no keys; the
   *     message begins with the setting
   */
  public void checkAddress(InetAddress address) {
    if (!settings.hasKeys() && !address.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "address: must be 127.0.0.1 or ::1 as long as there are no keys, for others could reach"
              + " any other; to listen there, make a key with event-logger keys add NAME --kind"
              + " server --file keys.json, and set keys_file: keys.json");
    }
  }

  /**
   * Refuses what must not be answered at all: without keys, anything that may come from another
   * machine.
   *
   * @throws RefusedException 403 or 421
   */
  public void checkPlace(Approach approach) throws RefusedException {
    if (!settings.hasKeys()) {
      localOnly.checkPlace(approach);
    }
  }

  /** Whether an address is that of a proxy whose headers are believed. */
  public boolean isProxy(InetAddress address) {
    return forwarding.isTrusted(address);
  }

  /** The origins whose pages may send, and the answers to their preflights. */
  public Origins origins() {
    return origins;
  }

  /**
   * The client's address, as far as it is believed: the other end of the connection, or what a
   * trusted proxy says.
   */
  public InetAddress address(Approach approach) {
    return forwarding.client(approach);
  }

  /**
   * Admits a request.
   *
   * @param needed the scope that it needs
   * @throws RefusedException with the status and the reason, if the request is not admitted
   */
  public Caller admit(Approach approach, Scope needed) throws RefusedException {
    Caller caller = caller(approach, needed);
    if (!caller.may(needed)) {
      throw RefusedException.of(
          403, "this needs the scope " + word(needed) + ", which the key or token does not have");
    }
    return caller;
  }

  private Caller caller(Approach approach, Scope needed) throws RefusedException {
    Credentials shown = Credentials.of(approach);
    if (!settings.hasKeys()) {
      localOnly.checkPlace(approach);
      localOnly.check(approach, shown, needed);
      return with(approach, new Standing("local", localOnly.trust(approach), LocalOnly.SCOPES));
    }
    String ofSession = shown.isAny() ? null : sessions.token(approach);
    if (ofSession != null) {
      origins.checkOwn(approach);
      return with(approach, standing(approach, Credentials.ofToken(ofSession)));
    }
    Standing standing = standing(approach, shown);
    origins.check(approach, needed, standing.restrictions());
    return with(approach, standing);
  }

  /**
   * Signs in the user of a browser.
   *
   * @param token a read token, or a provider's
   * @return the value of {@code Set-Cookie}
   * @throws RefusedException if the token is invalid or may not read, or if nobody has to sign in
   */
  public String signIn(Approach approach, String token) throws RefusedException {
    if (!settings.hasKeys()) {
      throw RefusedException.of(
          409, "nobody has to sign in here, for there are no keys; " + LocalOnly.MAKE_A_KEY);
    }
    origins.checkOwn(approach);
    Standing standing = standing(approach, Credentials.ofToken(token));
    if (!standing.scopes().contains(Scope.READ)) {
      throw RefusedException.of(403, "this token may not read; sign in with one of kind read");
    }
    return sessions.begin(token, forwarding.isSecure(approach));
  }

  /**
   * Signs out the user of a browser.
   *
   * @return the value of {@code Set-Cookie}
   */
  public String signOut(Approach approach) throws RefusedException {
    origins.checkOwn(approach);
    return sessions.end(approach, forwarding.isSecure(approach));
  }

  private Standing standing(Approach approach, Credentials shown) throws RefusedException {
    Standing byKey = shown.key() == null ? null : ofKey(shown.key());
    Standing byToken = shown.jwt() == null ? null : ofJwt(shown.jwt());
    if (byKey != null) {
      return byToken == null ? byKey : byKey.and(byToken);
    }
    if (byToken != null) {
      return byToken;
    }
    Standing byProxy = proxyUser == null ? null : proxyUser.of(approach);
    if (byProxy == null) {
      throw RefusedException.unauthorized(
          "a key is needed: Authorization: Bearer el_...; event-logger keys add makes one", null);
    }
    return byProxy;
  }

  private Standing ofKey(String token) throws RefusedException {
    Key key = keys == null ? null : keys.find(token);
    if (key == null || !key.isGood(clock.instant())) {
      throw RefusedException.unauthorized(
          "the key is not known, has expired or was revoked; event-logger keys list shows those"
              + " that are good",
          "invalid_token");
    }
    return Standing.of(key);
  }

  private Standing ofJwt(String token) throws RefusedException {
    if (jwt == null) {
      throw RefusedException.unauthorized(
          "tokens of a provider are not taken here: EVENT_SERVER.jwt is not set", "invalid_token");
    }
    return jwt.check(token);
  }

  private Caller with(Approach approach, Standing standing) throws RefusedException {
    PrivacySettings privacy = settings.privacy();
    boolean wantsPrivacy =
        (privacy.honourGpc() && "1".equals(approach.only("Sec-GPC")))
            || (privacy.honourDnt() && "1".equals(approach.only("DNT")));
    return new Caller(
        standing.source(),
        standing.trust(),
        standing.uid(),
        standing.role(),
        standing.scopes(),
        standing.restrictions(),
        forwarding.client(approach),
        approach.only("User-Agent"),
        wantsPrivacy);
  }

  private static String word(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  /** Who the caller is by the credentials alone, whatever else the request says. */
  record Standing(
      String source,
      Trust trust,
      @Nullable String uid,
      @Nullable String role,
      Set<Scope> scopes,
      Restrictions restrictions) {

    Standing(String source, Trust trust, Set<Scope> scopes) {
      this(source, trust, null, null, scopes, Restrictions.NONE);
    }

    static Standing of(Key key) {
      return new Standing(
          key.id(), key.kind().trust(), null, null, key.scopes(), key.restrictions());
    }

    /**
     * Combines a key with a token: the key says where the request is from, the token who sends it.
     */
    Standing and(Standing token) {
      Set<Scope> both = EnumSet.copyOf(scopes);
      both.addAll(token.scopes);
      return new Standing(source, trust, token.uid, token.role, both, restrictions);
    }
  }
}
