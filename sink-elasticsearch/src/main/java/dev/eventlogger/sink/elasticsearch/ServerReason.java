package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why the server refused something, in its words but without values of the event, which it likes to
 * quote.
 *
 * <p>What stands in quotes, brackets, braces or parentheses may be such a value. A reason is shown
 * up to the first of these that is neither a place nor one of the names that the mapping has.
 */
final class ServerReason {

  private static final String HIDDEN = "…";
  private static final int LONGEST = 300;
  private static final Pattern OPENING = Pattern.compile("[\"'\\[{(]");
  private static final Pattern NAME = Pattern.compile("\\[([^\\[\\]]+)]|\"([^\"]+)\"");
  private static final Pattern PLACE = Pattern.compile("\\d+(?::\\d+)?");
  private static final Set<String> NAMES =
      Set.of(
          "@timestamp",
          "event.id",
          "event.kind",
          "event.action",
          "event.duration",
          "log.level",
          "user.id",
          "trace.id",
          "span.id",
          "transaction.id",
          "error.type",
          "error.message",
          "event_type",
          "subject",
          "message",
          "message.keyword",
          "schema.id",
          "schema.version",
          "context",
          "event_data",
          "partly_indexed",
          "date_nanos",
          "keyword",
          "text",
          "long",
          "double",
          "boolean",
          "flattened",
          "object");

  private ServerReason() {}

  /** One line: the type of the failure and its reason, and the same of what caused it. */
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
    String reason = error.reason();
    return reason == null ? error.type() : error.type() + ": " + withoutValues(reason);
  }

  private static String withoutValues(String reason) {
    String line = reason.replaceAll("\\p{Cntrl}", " ");
    Matcher opening = OPENING.matcher(line);
    Matcher name = NAME.matcher(line);
    int from = 0;
    while (opening.find(from)) {
      name.region(opening.start(), line.length());
      if (!name.lookingAt() || !isKnown(name)) {
        return line.substring(0, opening.start()) + HIDDEN;
      }
      from = name.end();
    }
    return line;
  }

  private static boolean isKnown(Matcher name) {
    String text = name.group(1) != null ? name.group(1) : name.group(2);
    return NAMES.contains(text) || PLACE.matcher(text).matches();
  }
}
