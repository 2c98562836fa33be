package dev.eventlogger.schema.privacy;

import org.jspecify.annotations.Nullable;

/** What becomes of a value, the one that leaves least of it first. */
enum Treatment {
  REMOVE,
  NULL,
  MASK,
  HASH,
  KEEP;

  /**
   * The treatment that a schema's {@code x-redact} asks for.
   *
   * @param word YAML's bare null means the word
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

  /** The one of the two that leaves less. */
  Treatment and(Treatment other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
