package dev.eventlogger.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words of the command line, as far as the JVM could read them. What it could not decode, it
 * replaces, and a command that goes on with another text looks for what nobody asked for.
 */
final class Arguments {

  private static final char REPLACED = '\uFFFD';

  private Arguments() {}

  /**
   * What is wrong with the first argument that is not what was typed; null if all are.
   *
   * @param encoding what the JVM reads arguments in: {@code sun.jnu.encoding}
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
   * The variables, of those the command itself reads, that hold what is not text.
   *
   * @return what is wrong; null if nothing is
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

  /** Where the JVM reads ASCII, it makes a question mark of every other byte. */
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
