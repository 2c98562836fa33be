package dev.eventlogger.server.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a key is for. */
public enum KeyKind {
  /** A write key of pages: public, may only append, and what it sends of itself are claims. */
  CLIENT,
  /** A write key of an application's server: secret, and believed. */
  SERVER,
  /** A token to read, export, erase or administer: secret. */
  READ;

  Trust trust() {
    return this == CLIENT ? Trust.CLIENT : Trust.SERVER;
  }

  /** The scopes that a key of this kind may have. */
  public Set<Scope> possible() {
    return this == READ
        ? Set.of(Scope.READ, Scope.EXPORT, Scope.ERASE, Scope.ADMIN)
        : Set.of(Scope.WRITE);
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
