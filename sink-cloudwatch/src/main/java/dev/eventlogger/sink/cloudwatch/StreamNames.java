package dev.eventlogger.sink.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.event.Event;
import dev.eventlogger.sink.cloudwatch.StreamTemplate.Placeholder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which log stream an event goes to, by its name; {@code *} is for all others. Immutable. */
final class StreamNames {

  /** Stands for the names that have no stream of their own. */
  static final String OTHERS = "*";

  private final Map<String, StreamTemplate> templates = new LinkedHashMap<>();
  private final String host;
  private final String log;

  StreamNames(Map<String, String> streams, String host, String log) {
    streams.forEach(
        (name, text) -> templates.put(name, StreamTemplate.parse("streams." + name, text)));
    this.host = host;
    this.log = log;
  }

  /** This host's own name for itself. */
  static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return requireNonNullElse(System.getenv("HOSTNAME"), "localhost");
    }
  }

  /**
   * Checks the setting.
   *
   * @throws IllegalArgumentException if a template is wrong, or if there is none for other names
   */
  static void check(Map<String, String> streams) {
    if (!streams.containsKey(OTHERS)) {
      throw new IllegalArgumentException(
          "streams needs \"*\", the stream of the events whose names it does not list");
    }
    streams.forEach((name, text) -> StreamTemplate.parse("streams." + name, text));
  }

  /** The template for a name. */
  StreamTemplate template(String name) {
    StreamTemplate template = name.equals(OTHERS) ? null : templates.get(name);
    return template != null ? template : requireNonNull(templates.get(OTHERS));
  }

  /** All templates. */
  Collection<StreamTemplate> templates() {
    return templates.values();
  }

  /** All streams; only if no template has a placeholder other than {@code {log}}. */
  Set<String> all() {
    return templates.values().stream()
        .map(template -> template.name(placeholder -> log))
        .collect(Collectors.toSet());
  }

  /**
   * The streams of event names; only if their templates have no placeholders other than {@code
   * {log}} and {@code {name}}.
   */
  Set<String> of(List<String> names) {
    return names.stream()
        .map(
            name ->
                template(name).name(placeholder -> placeholder == Placeholder.NAME ? name : log))
        .collect(Collectors.toSet());
  }

  /**
   * The stream of an event.
   *
   * @param millis the time of its log event
   */
  String stream(Event event, long millis) {
    return template(event.name()).name(placeholder -> value(placeholder, event, millis));
  }

  /** Whether a stream is that of an event, whichever host sent it. */
  boolean isStreamOf(String stream, Event event, long millis) {
    return template(event.name())
        .couldBe(stream, Placeholder.HOST, placeholder -> value(placeholder, event, millis));
  }

  private String value(Placeholder placeholder, Event event, long millis) {
    return switch (placeholder) {
      case HOST -> host;
      case LOG -> log;
      case DATE -> date(millis).toString();
      case NAME -> event.name();
      case LEVEL -> event.level().name();
    };
  }

  private static LocalDate date(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
