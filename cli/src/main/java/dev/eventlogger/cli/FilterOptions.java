package dev.eventlogger.cli;

import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.OwnEvents;
import dev.eventlogger.query.text.FilterText;
import dev.eventlogger.query.text.Notation;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which events a command is about. */
final class FilterOptions {

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "The earliest time: RFC 3339, a date with or without a time, a month, today, a time back "
              + "such as 90min, 12h, 7d or 1mo, or all. Default: "
              + FilterText.DEFAULT_SINCE
              + ".")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "The time before which they are.")
  private @Nullable String until;

  @Mixin private ZoneOption zoneOption;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "API, VIEW or CLICK. May be repeated.")
  private List<String> types = new ArrayList<>();

  @Option(names = "--uid", paramLabel = "UID", description = "The user. May be repeated.")
  private List<String> uids = new ArrayList<>();

  @Option(names = "--name", paramLabel = "NAME", description = "The name. May be repeated.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--level", paramLabel = "LEVEL", description = "The level. May be repeated.")
  private List<String> levels = new ArrayList<>();

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description = "The subject. May be repeated.")
  private List<String> subjects = new ArrayList<>();

  @Option(names = "--schema", paramLabel = "ID", description = "The schema's id. May be repeated.")
  private List<String> schemas = new ArrayList<>();

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = {
        "A field, an operator (= != < <= > >= contains exists) and a value: data.element=RUN, "
            + "context.user.id>5, 'message contains failed'. All must hold. May be repeated.",
        "Fields: id, created_at, duration_ms, uid, type, name, level, subject, message, schema, "
            + "schema_version, data.<path>, context.<path>."
      })
  private List<String> wheres = new ArrayList<>();

  ZoneId zone() {
    return zoneOption.zone();
  }

  /** Whether the time is limited by default, as no option says otherwise. */
  boolean isBoundByDefault() {
    return text().isBoundByDefault();
  }

  /** The time bounds in words, to follow what was or was not found. */
  String bounds(EventFilter filter) {
    List<String> words = new ArrayList<>();
    if (filter.since() != null) {
      words.add("since " + filter.since());
    }
    if (filter.until() != null) {
      words.add("before " + filter.until());
    }
    if (isBoundByDefault()) {
      words.add(
          "(the last "
              + FilterText.DEFAULT_SINCE
              + ", by default; --since 30d or --since all for more)");
    }
    return words.isEmpty() ? "at any time" : String.join(" ", words);
  }

  /**
   * The filter; as on a server, it hides events about the logs themselves, unless they are named.
   */
  EventFilter filter(Clock clock) {
    return UserMistake.ifWrong(
        "", () -> OwnEvents.hide(text().read(Notation.OPTION, clock.instant(), zone())));
  }

  private FilterText text() {
    Map<Field, List<String>> values =
        Map.of(
            Field.TYPE, types,
            Field.UID, uids,
            Field.NAME, names,
            Field.LEVEL, levels,
            Field.SUBJECT, subjects,
            Field.SCHEMA, schemas);
    return new FilterText(since, until, values, wheres);
  }
}
