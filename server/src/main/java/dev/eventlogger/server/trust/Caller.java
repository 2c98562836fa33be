package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as far as that is known.
 *
 * @param source the id of its key; {@code local}, {@code jwt} or {@code proxy} if it has none
 * @param trust how much of what it says is believed
 * @param uid the user that a token or a trusted proxy vouches for; null if none does
 * @param role the role that the token or proxy vouches for; null if there is none
 * @param scopes what the caller may do
 * @param restrictions the restrictions of its key
 * @param address the client's address, as far as it is believed
 * @param agent what the client calls its program ({@code User-Agent}); a claim; null if absent
 * @param wantsPrivacy whether it asked not to be tracked, and the settings honour that
 */
public record Caller(
    String source,
    Trust trust,
    @Nullable String uid,
    @Nullable String role,
    Set<Scope> scopes,
    Restrictions restrictions,
    InetAddress address,
    @Nullable String agent,
    boolean wantsPrivacy) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Whether the caller has a scope. */
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /**
   * The space within which the caller's ids of events are unique: its key; without one, the source
   * and the user, so that users cannot probe each other's ids.
   */
  public String idSpace() {
    return uid == null || !Key.TAKEN.contains(source) ? source : source + '\u0001' + uid;
  }

  /** The source and the trust, without the person. */
  @Override
  public String toString() {
    return "Caller[" + source + ", " + trust.word() + "]";
  }
}
