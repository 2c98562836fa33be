package dev.eventlogger.server.trust;

import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as far as that is known.
 *
 * @param source the id of its key; {@code local}, {@code jwt} or {@code proxy} where there is none
 * @param trust how much of what it says is believed
 * @param uid the user that a token or a trusted proxy vouches for; null if none does
 * @param role the role that it vouches for; null if it does not
 * @param scopes what it may do
 * @param restrictions of its key
 * @param address the client's address, as far as it is believed
 * @param agent what the client calls its program ({@code User-Agent}); a claim; null if it is
 *     silent
 * @param wantsPrivacy whether it asked not to be tracked, and that is honoured
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

  /** Whether it may do something. */
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /**
   * Within what the ids that it gives to events are unique: its key; where it has none, the source
   * and the user, so that users know nothing of each other's ids.
   */
  public String idSpace() {
    return uid == null || !Key.TAKEN.contains(source) ? source : source + '\u0001' + uid;
  }

  /** Who, without the person: the key and how far it is trusted. */
  @Override
  public String toString() {
    return "Caller[" + source + ", " + trust.word() + "]";
  }
}
