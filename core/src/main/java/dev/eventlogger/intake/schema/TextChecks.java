package dev.eventlogger.intake.schema;

import dev.eventlogger.intake.pattern.EcmaPattern;
import java.util.Map;
import java.util.function.Predicate;

/** The lengths of text, {@code pattern} and {@code format}. */
final class TextChecks {

  private TextChecks() {}

  static Check of(Map<?, ?> schema) {
    Check check = lengths(schema);
    if (schema.get("pattern") instanceof String regex) {
      PatternSearch search = new PatternSearch(EcmaPattern.compile(regex));
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
          // Characters are one or two units: mostly that is all there is to know.
          if (units <= most && units / 2 >= least) {
            return true;
          }
          int characters = text.codePointCount(0, units);
          return characters >= least && characters <= most;
        });
  }

  private static Check format(String format) {
    return switch (format) {
      case "date-time" -> texts(Rfc3339::isDateTime);
      case "date" -> texts(Rfc3339::isDate);
      case "uri" -> texts(Rfc3986::isUri);
      case "uri-reference" -> texts(Rfc3986::isReference);
      case "uuid" -> texts(TextChecks::isUuid);
      default -> VertxSchema.isAsserted(format) ? texts(text -> false) : Check.ALWAYS;
    };
  }

  private static Check texts(Predicate<String> isRight) {
    return value -> value instanceof String text ? isRight.test(text) : ValueChecks.isJson(value);
  }

  private static boolean isUuid(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int index = 0; index < 36; index++) {
      boolean isHyphen = index == 8 || index == 13 || index == 18 || index == 23;
      char character = text.charAt(index);
      boolean isDigit =
          (character >= '0' && character <= '9')
              || (character >= 'a' && character <= 'f')
              || (character >= 'A' && character <= 'F');
      if (isHyphen ? character != '-' : !isDigit) {
        return false;
      }
    }
    return true;
  }
}
