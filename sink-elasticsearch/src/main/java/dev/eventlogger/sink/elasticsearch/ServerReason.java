package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why the server refused something, in its words but without values: it likes to quote what it was
 * given.
 *
 * <p>All that stands in quotes, brackets, braces or parentheses may be a value, and is shown only
 * if it is a name that the mapping or the server itself uses.
 */
final class ServerReason {

  private static final String HIDDEN = "…";
  private static final int LONGEST = 300;
  private static final Pattern PREVIEW =
      Pattern.compile("\\s*(?:Preview of field's value|The prefix of the first immense term).*", Pattern.DOTALL);
  private static final Pattern QUOTED =
      Pattern.compile("'([^']*)'|\"([^\"]*)\"|\\[([^\\[\\]]*)]|\\{[^{}]*}|\\([^()]*\\)");
  private static final Pattern UNBALANCED = Pattern.compile("['\"\\[{(].*", Pattern.DOTALL);
  private static final Set<String> TYPES =
      Set.of("date_nanos", "date", "keyword", "text", "flattened", "long", "double", "boolean", "object");

  private ServerReason() {}

  /** One line: the type of the failure, the reason, and what caused it. */
  static String of(@Nullable ErrorCause error) {
    if (error == null) {
      return "refused without a reason";
    }
    StringBuilder text = new StringBuilder(words(error));
    for (ErrorCause cause = error.causedBy(); cause != null; cause = cause.causedBy()) {
      text.append("; caused by ").append(words(cause));
    }
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + HIDDEN;
  }

  private static String words(ErrorCause error) {
    String type = error.type() == null ? "unknown" : error.type();
    return error.reason() == null ? type : type + ": " + withoutValues(error.reason());
  }

  static String withoutValues(String reason) {
    String before = PREVIEW.matcher(reason).replaceFirst("");
    Matcher quoted = QUOTED.matcher(before);
    StringBuilder shown = new StringBuilder();
    while (quoted.find()) {
      quoted.appendReplacement(shown, Matcher.quoteReplacement(shown(quoted)));
    }
    quoted.appendTail(shown);
    return shown.toString();
  }
}
