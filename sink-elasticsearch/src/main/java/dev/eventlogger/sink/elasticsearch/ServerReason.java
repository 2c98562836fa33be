package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why the server refused something, in its words but without values of the event, which it tends to
 * quote.
 *
 * <p>Anything in quotes, brackets, braces or parentheses may be such a value. A reason is shown up
 * to the first of these that is neither a position nor one of the names in documents and the
 * mapping. Some sentences name only parts of the index, and are shown whole. What a script or a
 * processor of a pipeline says is not shown at all: its author may have put the event into it.
 */
final class ServerReason {

  private static final String HIDDEN = "…";
  private static final int LONGEST = 300;
  private static final Pattern OPENING = Pattern.compile("[\"'\\[{(]");
  private static final Pattern NAME = Pattern.compile("\\[([^\\[\\]]+)]|\"([^\"]+)\"");
  private static final Pattern PLACE = Pattern.compile("\\d+(?::\\d+)?");

  /** Sentences of the server that name only pipelines, aliases, indices and templates. */
  private static final Pattern ABOUT_THE_INDEX =
      Pattern.compile(
          "pipeline with id \\[[^\\[\\]]{1,200}] does not exist"
              + "|no write index is defined for alias \\[[^\\[\\]]{1,200}]\\. The write index .*"
              + "|no such index \\[[^\\[\\]]{1,255}](?: and \\[action.auto_create_index].{0,200})?"
              + "|index \\[[a-z0-9._-]{1,255}] blocked by: \\[[A-Z_]+/\\d+/[a-z -]+ \\(api\\)];"
              + "|index \\[[a-z0-9._-]{1,255}] blocked by: \\[[^\\[\\]]{1,200}];"
              + "|index template \\[[^\\[\\]]{1,255}] has index patterns \\[[^\\[\\]]{1,999}]"
              + " matching patterns from existing templates .*"
              + "|Search rejected due to missing shards .*");

  /** Types of failures whose message was written by somebody who could read the event. */
  private static final Set<String> ANYBODYS_WORDS =
      Set.of(
          "fail_processor_exception",
          "ingest_processor_exception",
          "script_exception",
          "painless_explain_error",
          "painless_error");

  private static final Set<String> NAMES =
      Set.of(
          "@timestamp",
          "ecs",
          "ecs.version",
          "event",
          "event.id",
          "event.kind",
          "event.action",
          "event.duration",
          "log",
          "log.level",
          "user",
          "user.id",
          "trace",
          "trace.id",
          "span",
          "span.id",
          "transaction",
          "transaction.id",
          "error",
          "error.type",
          "error.message",
          "id",
          "created_at",
          "duration_ms",
          "event_type",
          "level",
          "name",
          "uid",
          "subject",
          "message",
          "message.keyword",
          "schema",
          "schema.id",
          "schema.version",
          "context",
          "event_data",
          "typed",
          "partly_indexed",
          "_doc",
          "date",
          "date_nanos",
          "keyword",
          "text",
          "long",
          "integer",
          "float",
          "double",
          "boolean",
          "ip",
          "flattened",
          "nested",
          "object");

  private ServerReason() {}

  /** One line: the type of the failure and its reason, and the same for its causes. */
  static String of(@Nullable ErrorCause error) {
    if (error == null) {
      return "refused without a reason";
    }
    StringBuilder text = new StringBuilder();
    for (ErrorCause cause = error; cause != null; cause = cause.causedBy()) {
      text.append(text.isEmpty() ? "" : "; caused by ");
      if (ANYBODYS_WORDS.contains(cause.type())) {
        text.append(cause.type()).append(": ").append(HIDDEN);
        break; // the causes repeat that message
      }
      text.append(words(cause));
    }
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + HIDDEN;
  }

  private static String words(ErrorCause error) {
    String reason = error.reason();
    return reason == null || reason.isEmpty()
        ? String.valueOf(error.type())
        : error.type() + ": " + withoutValues(reason);
  }

  private static String withoutValues(String reason) {
    String line = reason.replaceAll("\\p{Cntrl}", " ");
    if (ABOUT_THE_INDEX.matcher(line).matches()) {
      return line;
    }
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
