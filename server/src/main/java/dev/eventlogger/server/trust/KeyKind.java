package dev.eventlogger.server.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a key is for. */
public enum KeyKind {
  /** A write key of pages: public, may only append, and what it sends of itself are claims. */
  CLIENT,
  /**
   * A write key of a program: secret, and believed. May be let read too, for programs that have one
   * token for both, such as JupyterLab.
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

  /** Whether a key of this kind may have just these scopes; one that writes must write. */
  boolean allows(Set<Scope> scopes) {
    return !scopes.isEmpty()
        && possible().containsAll(scopes)
        && (this == READ || scopes.contains(Scope.WRITE));
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
