package dev.eventlogger.intake.schema;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The lengths of text, {@code pattern} and {@code format}. */
final class TextChecks {

  private static final int LOOKS = 1_000;
  private static final int LOOKS_PER_CHARACTER = 64;

  /** Whether a pattern is in a text. */
  enum Search {
    FOUND,
    NOT_FOUND,
    /** It takes more work to tell than is worth it here. */
    NOT_SURE
  }

  private TextChecks() {}

  static Check of(Map<?, ?> schema) {
    Check check = lengths(schema);
    if (schema.get("pattern") instanceof String regex) {
      Pattern pattern = Pattern.compile(regex);
      check = check.and(texts(text -> search(pattern, text) == Search.FOUND));
    }
    return schema.get("format") instanceof String format ? check.and(format(format)) : check;
  }

  /** Looks for a pattern, with little work. */
  static Search search(Pattern pattern, String text) {
    long mostLooks = LOOKS + (long) LOOKS_PER_CHARACTER * text.length();
    try {
      boolean found = pattern.matcher(new CountedText(text, mostLooks)).find();
      return found ? Search.FOUND : Search.NOT_FOUND;
    } catch (WorkExceededException e) {
      return Search.NOT_SURE;
    }
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
