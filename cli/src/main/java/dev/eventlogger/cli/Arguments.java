package dev.eventlogger.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Detects command-line arguments that the JVM could not decode. It replaces what it cannot decode,
 * and a command that went on would look for a text that nobody asked for.
 */
final class Arguments {

  private static final char REPLACED = '\uFFFD';

  private Arguments() {}

  /**
   * The problem with the first argument that is not what was typed; null if there is none.
   *
   * @param encoding what the JVM decodes arguments with: {@code sun.jnu.encoding}
   */
  static @Nullable String problem(List<String> arguments, String encoding) {
    for (int at = 0; at < arguments.size(); at++) {
      if (isReplaced(arguments.get(at), encoding)) {
        return "argument "
            + (at + 1)
            + ": holds what is not text in "
            + encoding
            + ", which arguments are read in; write it in UTF-8, in a locale such as C.UTF-8"
            + " (LC_ALL=C.UTF-8)";
      }
    }
    return null;
  }

  /**
   * The problem with a variable that the command itself reads and that is not valid text.
   *
   * @return null if there is none
   */
  static @Nullable String problem(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("EVENT_LOGGER_"))
        .filter(entry -> entry.getValue().indexOf(REPLACED) >= 0)
        .map(entry -> entry.getKey() + ": holds what is not text in the locale's encoding")
        .sorted()
        .findFirst()
        .orElse(null);
  }

  /** A JVM that decodes ASCII turns every other byte into a question mark. */
  private static boolean isReplaced(String argument, String encoding) {
    return argument.indexOf(REPLACED) >= 0 || (isAscii(encoding) && argument.indexOf('?') >= 0);
  }

  private static boolean isAscii(String encoding) {
    return switch (encoding.toUpperCase(Locale.ROOT)) {
      case "ANSI_X3.4-1968", "US-ASCII", "ASCII", "646" -> true;
      default -> false;
    };
  }
}
