package dev.eventlogger.server.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a key is for. */
public enum KeyKind {
  /**
   * A write key for pages: public, may only append, and what its senders say of themselves is a
   * claim.
   */
  CLIENT,
  /**
   * A write key for a program: secret, and believed. May be allowed to read too, for programs that
   * use one token for both, such as JupyterLab.
   */
  SERVER,
  /** A token to read, export, erase or administer: secret. */
  READ;

  Trust trust() {
    return this == CLIENT ? Trust.CLIENT : Trust.SERVER;
  }

  /** The scopes that a key of this kind may have. */
  public Set<Scope> possible() {
    return switch (this) {
      case CLIENT -> Set.of(Scope.WRITE);
      case SERVER -> Set.of(Scope.WRITE, Scope.READ);
      case READ -> Set.of(Scope.READ, Scope.EXPORT, Scope.ERASE, Scope.ADMIN);
    };
  }

  /** Whether a key of this kind may have exactly these scopes; a write key must have WRITE. */
  boolean allows(Set<Scope> scopes) {
    return !scopes.isEmpty()
        && possible().containsAll(scopes)
        && (this == READ || scopes.contains(Scope.WRITE));
  }

  /** The word for it in files, options and tokens. */
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
