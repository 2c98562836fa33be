package dev.eventlogger.schema.privacy;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import java.util.Map;
import java.util.Set;

/** Schemas and data written as JSON, with ' for ". */
final class Schemas {

  static final HashKey KEY = HashKey.parse("a key that nobody can guess");

  private Schemas() {}

  @SuppressWarnings("unchecked") // JSON objects have text as keys
  static Map<String, Object> json(String text) {
    try {
      return (Map<String, Object>) new JsonReader().read(text.replace('\'', '"'));
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Redaction redaction(String schema) {
    return redaction(json(schema), Allowed.EVERYTHING);
  }

  /** A redaction that allows some categories and some properties. */
  static Redaction redaction(String schema, Set<String> categories, Set<String> properties) {
    return redaction(json(schema), new Allowed(categories, properties));
  }

  static Redaction redaction(Map<String, ?> schema, Allowed allowed) {
    return Redaction.compile(schema, RefResolver.within(schema), allowed, KEY);
  }
}
