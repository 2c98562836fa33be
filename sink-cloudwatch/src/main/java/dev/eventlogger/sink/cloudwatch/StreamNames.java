package dev.eventlogger.sink.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.event.Event;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /** As a host calls itself. */
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
  Iterable<StreamTemplate> templates() {
    return templates.values();
  }

  /** The stream of an event whose log event has a time. */
  String stream(Event event, long millis) {
    return stream(event, millis, host);
  }

  /** The stream of an event that another host sent. */
  String stream(Event event, long millis, String host) {
    return template(event.name())
        .name(
            placeholder ->
                switch (placeholder) {
                  case HOST -> host;
                  case LOG -> log;
                  case DATE -> date(millis).toString();
                  case NAME -> event.name();
                  case LEVEL -> event.level().name();
                });
  }

  private static LocalDate date(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
