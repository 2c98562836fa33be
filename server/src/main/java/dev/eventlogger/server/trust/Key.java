package dev.eventlogger.server.trust;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key, without the token that would let somebody use it.
 *
 * @param id its name, which also stands in {@code context.source}
 * @param kind what it is for
 * @param hash the hash of its token
 * @param createdAt when it was made
 * @param expiresAt when it expires; null if it never does
 * @param note for people: whose it is; null if there is none
 * @param isRevoked whether it was revoked
 * @param scopes what it may do
 * @param restrictions what it may be used for
 */
public record Key(
    String id,
    KeyKind kind,
    TokenHash hash,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable String note,
    boolean isRevoked,
    Set<Scope> scopes,
    Restrictions restrictions) {

  /** What stands in {@code context.source} for callers without a key, and so is taken. */
  static final Set<String> TAKEN = Set.of("local", "jwt", "proxy");

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  public Key {
    requireNonNull(hash, "hash");
    requireNonNull(createdAt, "createdAt");
    checkId(id);
    scopes = Set.copyOf(scopes);
    if (!kind.allows(scopes)) {
      throw new IllegalArgumentException(
          switch (kind) {
            case CLIENT -> "scopes: must be write alone; a token that reads is one of kind read";
            case SERVER -> "scopes: must be write, or write and read";
            case READ -> "scopes: must be some of read, export, erase and admin";
          });
    }
    if (kind == KeyKind.READ && !restrictions.equals(Restrictions.NONE)) {
      throw new IllegalArgumentException(
          "origins, names, schemas and rate: are for keys that write, not for one of kind read");
    }
    if (restrictions.rate() != null && !(restrictions.rate() > 0 && restrictions.rate() <= 1e6)) {
      throw new IllegalArgumentException("rate: must be more than 0, and at most 1000000");
    }
  }

  /**
   * Checks the id of a new key.
   *
   * @throws IllegalArgumentException if it is not a valid id
   */
  static void checkId(String id) {
    if (!ID.matcher(id).matches() || TAKEN.contains(id)) {
      throw new IllegalArgumentException(
          "id: must be small letters, digits, dots, hyphens and underscores, at most 64, and not"
              + " local, jwt or proxy, which stand for callers without a key");
    }
  }

  /** Whether the key is valid at a time. */
  public boolean isGood(Instant now) {
    return !isRevoked && (expiresAt == null || now.isBefore(expiresAt));
  }

  /** The same key, revoked. */
  public Key revoked() {
    return new Key(id, kind, hash, createdAt, expiresAt, note, true, scopes, restrictions);
  }
}
