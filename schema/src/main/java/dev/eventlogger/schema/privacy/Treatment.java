package dev.eventlogger.schema.privacy;

import org.jspecify.annotations.Nullable;

/** What becomes of a value, the strictest treatment first. */
enum Treatment {
  REMOVE,
  NULL,
  MASK,
  HASH,
  KEEP;

  /**
   * The treatment that a schema's {@code x-redact} asks for.
   *
   * @param word the treatment; null, which YAML reads from a bare {@code null}, counts as that word
   * @return null if it asks for none
   */
  static @Nullable Treatment of(@Nullable Object word) {
    return switch (String.valueOf(word)) {
      case "remove" -> REMOVE;
      case "null" -> NULL;
      case "mask" -> MASK;
      case "hash" -> HASH;
      default -> null;
    };
  }

  /** The stricter of the two. */
  Treatment and(Treatment other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
