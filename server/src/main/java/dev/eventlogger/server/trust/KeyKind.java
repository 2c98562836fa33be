package dev.eventlogger.server.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a key is for. */
public enum KeyKind {
  /** A write key of pages: public, may only append, and what it sends of itself are claims. */
  CLIENT(Trust.CLIENT, Set.of(Scope.WRITE)),
  /** A write key of an application's server: secret, and believed. */
  SERVER(Trust.SERVER, Set.of(Scope.WRITE)),
  /** A token to read, export, erase or administer: secret. */
  READ(Trust.SERVER, Set.of(Scope.READ, Scope.EXPORT, Scope.ERASE, Scope.ADMIN));

  private final Trust trust;
  private final Set<Scope> possible;

  KeyKind(Trust trust, Set<Scope> possible) {
    this.trust = trust;
    this.possible = possible;
  }

  Trust trust() {
    return trust;
  }

  /** The scopes that a key of this kind may have. */
  public Set<Scope> possible() {
    return possible;
  }

  /** As it stands in files, options and tokens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable KeyKind ofWord(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElse(null);
  }
}
