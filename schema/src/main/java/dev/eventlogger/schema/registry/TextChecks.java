package dev.eventlogger.schema.registry;

import java.util.Map;
import java.util.function.Predicate;

/** The lengths of text, {@code pattern} and {@code format}. */
final class TextChecks {

  private TextChecks() {}

  static Check of(Map<?, ?> schema) {
    Check check = lengths(schema);
    if (schema.get("pattern") instanceof String regex) {
      PatternSearch search = new PatternSearch(regex);
      check = check.and(texts(text -> search.in(text) == PatternSearch.Answer.FOUND));
    }
    return schema.get("format") instanceof String format ? check.and(format(format)) : check;
  }

  private static Check lengths(Map<?, ?> schema) {
    if (!schema.containsKey("minLength") && !schema.containsKey("maxLength")) {
      return Check.ALWAYS;
    }
    int least = CheckCompiler.bound(schema, "minLength", 0);
    int most = CheckCompiler.bound(schema, "maxLength", Integer.MAX_VALUE);
    return texts(
        text -> {
          int units = text.length();
          if (units < least) {
            return false;
          }
          // Characters have one or two units, which mostly decides it.
          if (units <= most && units / 2 >= least) {
            return true;
          }
          int characters = text.codePointCount(0, units);
          return characters >= least && characters <= most;
        });
  }

  private static Check format(String name) {
    Formats.Format format = Formats.named(name);
    if (format == null) {
      return Check.ALWAYS;
    }
    return format.isCostly() ? texts(text -> false) : texts(format.isRight());
  }

  private static Check texts(Predicate<String> isRight) {
    return value -> value instanceof String text ? isRight.test(text) : ValueChecks.isJson(value);
  }
}
