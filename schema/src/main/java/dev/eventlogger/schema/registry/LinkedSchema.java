package dev.eventlogger.schema.registry;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schema and everything that it refers to, as one document: {@code {"$ref": "#/definitions/0",
 * "definitions": {"0": …}}}. Every {@code $ref} in it reads {@code #/definitions/<number>}; names,
 * titles, examples and the like are gone, and annotations that others use are kept.
 *
 * @param json unmodifiable
 */
record LinkedSchema(Draft draft, Map<String, @Nullable Object> json) {

  private static final String DEFINITION = "#/definitions/";

  /** The reference to a definition. */
  static String reference(int number) {
    return DEFINITION + number;
  }

  /** The definitions, by their numbers as text. */
  Map<?, ?> definitions() {
    return (Map<?, ?>) requireNonNull(json.get("definitions"));
  }

  /** The number in a reference, as text. */
  static String number(Object reference) {
    return ((String) reference).substring(DEFINITION.length());
  }

  /** The schema that a reference leads to: a map or a boolean. */
  Object follow(Object reference) {
    return requireNonNull(definitions().get(number(reference)));
  }
}
