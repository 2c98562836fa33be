package dev.eventlogger.delivery;

import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A failure in words that may be written down: what a driver says may quote an event or hold a
 * password, so of most exceptions there is only the class.
 */
final class FailureWords {

  private static final int MOST_CAUSES = 4;
  private static final int LONGEST = 200;

  private FailureWords() {}

  static String of(Throwable failure) {
    List<String> words = new ArrayList<>();
    Throwable cause = failure;
    try {
      while (cause != null && words.size() < MOST_CAUSES) {
        words.add(words(cause));
        cause = cause.getCause();
      }
    } catch (RuntimeException e) {
      // A sink's exceptions are code too.
      words.add(failure.getClass().getName());
    }
    return String.join("; caused by ", words);
  }

  private static String words(Throwable failure) {
    String name =
        failure instanceof SinkException e
            ? "SinkException." + e.kind()
            : failure.getClass().getName();
    String message = harmless(failure);
    return message == null || message.isBlank() ? name : name + ": " + scrubbed(message);
  }

  /** What it says, if it is one of those that speak of connections, files and settings. */
  private static @Nullable String harmless(Throwable failure) {
    boolean speaksOfPlaces =
        failure instanceof SinkException
            || (failure instanceof IOException && failure.getClass().getName().startsWith("java"))
            || failure instanceof TimeoutException;
    return speaksOfPlaces && !repeatsItsCause(failure) ? failure.getMessage() : null;
  }

  private static boolean repeatsItsCause(Throwable failure) {
    Throwable cause = failure.getCause();
    String message = failure.getMessage();
    return cause != null
        && message != null
        && (message.equals(cause.toString()) || message.equals(cause.getMessage()));
  }

  /** On one line, short, and without what is quoted, in brackets, a value or a password. */
  private static String scrubbed(String message) {
    String words =
        message
            .replaceAll("(?s)\"[^\"]*\"?|'[^']*'|[{\\[(].*[}\\])]", "…")
            .replaceAll("://[^/@\\s]*@", "://…@")
            .replaceAll("=\\s*\\S+", "=…")
            .replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ")
            .strip();
    return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
  }
}
