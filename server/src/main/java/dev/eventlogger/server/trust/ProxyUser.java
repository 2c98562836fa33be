package dev.eventlogger.server.trust;

import dev.eventlogger.server.trust.Gate.Standing;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The user whom a trusted proxy names in a header. Thread-safe. */
final class ProxyUser {

  private static final int LONGEST = 1000;

  private final ProxyUserSettings settings;
  private final Forwarding forwarding;

  ProxyUser(ProxyUserSettings settings, Forwarding forwarding) {
    this.settings = settings;
    this.forwarding = forwarding;
  }

  /**
   * The standing of the user; null if nobody has signed in, or the sender is not a trusted proxy.
   */
  @Nullable Standing of(Approach approach) throws RefusedException {
    if (!forwarding.isTrusted(approach.remote())) {
      return null;
    }
    String uid = approach.only(settings.header());
    if (uid == null || uid.isEmpty() || uid.length() > LONGEST) {
      return null;
    }
    String role = settings.roleHeader() == null ? null : approach.only(settings.roleHeader());
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    scopes.addAll(settings.scopes());
    scopes.addAll(role == null ? List.of() : settings.roles().getOrDefault(role, List.of()));
    return new Standing("proxy", Trust.CLIENT, uid, role, scopes, Restrictions.NONE);
  }
}
