package dev.eventlogger.sink.kafka;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a topic with placeholders, such as <code>events-{event_type}</code>. Immutable.
 *
 * <p>Names are never altered to fit: an event whose topic Kafka would not take has none.
 */
final class TopicTemplate {

  /** Stands for the type of events that have none. */
  static final String NO_TYPE = "other";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern LEGAL = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

  private final List<Function<Event, String>> parts;
  private final boolean isFixed;
  private final String fixed;

  private TopicTemplate(List<Function<Event, String>> parts, boolean isFixed, String fixed) {
    this.parts = parts;
    this.isFixed = isFixed;
    this.fixed = fixed;
  }

  /**
   * Reads a template.
   *
   * @param log the name of the log, for <code>{log}</code>
   * @throws IllegalArgumentException if it is malformed, or cannot result in a legal name
   */
  static TopicTemplate parse(String text, String log) {
    String named = text.replace("{log}", log);
    List<Function<Event, String>> parts = new ArrayList<>();
    StringBuilder fixed = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(named);
    int at = 0;
    while (placeholder.find()) {
      String before = named.substring(at, placeholder.start());
      fixed.append(before);
      parts.add(event -> before);
      parts.add(value(placeholder.group(1)));
      at = placeholder.end();
    }
    String after = named.substring(at);
    fixed.append(after);
    boolean isFixed = parts.isEmpty();
    parts.add(event -> after);
    String example = isFixed ? fixed.toString() : fixed + "x";
    if (!LEGAL.matcher(example).matches()) {
      throw new IllegalArgumentException(
          "topic must have 1 to 249 letters, digits or characters of ._-, and placeholders in"
              + " braces");
    }
    return new TopicTemplate(List.copyOf(parts), isFixed, fixed.toString());
  }

  private static Function<Event, String> value(String placeholder) {
    return switch (placeholder) {
      case "event_type" -> TopicTemplate::type;
      case "name" -> Event::name;
      case "level" -> event -> event.level().name().toLowerCase(Locale.ROOT);
      default ->
          throw new IllegalArgumentException(
              "topic holds an unknown placeholder; known are {log}, {event_type}, {name}, {level}");
    };
  }

  private static String type(Event event) {
    EventType type = event.type();
    return type == null ? NO_TYPE : type.eventName();
  }

  /** The topic of an event; empty if Kafka would not take the name. */
  Optional<String> topic(Event event) {
    if (isFixed) {
      return Optional.of(fixed);
    }
    StringBuilder name = new StringBuilder();
    parts.forEach(part -> name.append(part.apply(event)));
    return Optional.of(name.toString()).filter(made -> LEGAL.matcher(made).matches());
  }
}
