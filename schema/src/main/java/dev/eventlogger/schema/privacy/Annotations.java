package dev.eventlogger.schema.privacy;

import dev.eventlogger.spi.Suggestions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a schema's own keywords about privacy. Immutable.
 *
 * @param readsCategories whether {@code categories} are read
 * @param canHash whether there is a key to hash with
 */
record Annotations(boolean readsCategories, boolean canHash) {

  private static final String X_REDACT = "x-redact";

  /**
   * Reads a keyword, if it is one of them.
   *
   * @param at its place, for messages
   * @throws IllegalArgumentException if its value is not valid, or cannot be followed
   */
  void read(Subschema subschema, String word, @Nullable Object value, String at) {
    if (word.equals(X_REDACT)) {
      subschema.treatment = treatment(value, at);
      subschema.treatmentAt = at;
    } else if (word.equals("categories") && readsCategories) {
      subschema.categories = categories(value, at);
      subschema.categoriesAt = at;
    }
  }

  private Treatment treatment(@Nullable Object value, String at) {
    Treatment treatment = Treatment.of(value);
    if (treatment == null) {
      throw new IllegalArgumentException(
          at + ": must be remove, mask, hash or null" + meant(value));
    }
    if (treatment == Treatment.HASH && !canHash) {
      throw new IllegalArgumentException(
          at + ": hash needs a key; set EVENT_SCHEMAS.hash_key, or use mask");
    }
    return treatment;
  }

  private static String meant(@Nullable Object value) {
    return value instanceof String word
        ? Suggestions.didYouMean(word, List.of("remove", "mask", "hash", "null"))
        : "";
  }

  private static Set<String> categories(@Nullable Object value, String at) {
    Set<String> categories = new HashSet<>();
    List<?> items = value instanceof List<?> list ? list : List.of(false);
    for (Object item : items) {
      if (!(item instanceof String name)) {
        throw new IllegalArgumentException(at + ": must be a list of names, all of them text");
      }
      categories.add(name);
    }
    return categories;
  }
}
