package dev.eventlogger.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonText;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which part of an event is the key of its record, and so chooses the partition. Immutable. */
final class RecordKey {

  private static final String DATA = "data.";
  private static final Pattern DOT = Pattern.compile("\\.");

  private static final RecordKey NONE = new RecordKey(event -> null);

  private final Function<Event, @Nullable String> text;

  private RecordKey(Function<Event, @Nullable String> text) {
    this.text = text;
  }

  /**
   * Reads the setting.
   *
   * @param keyBy {@code uid}, {@code subject}, {@code id}, {@code none}, or a path into the data
   *     such as {@code data.order.id}
   * @throws IllegalArgumentException if it is none of these
   */
  static RecordKey parse(String keyBy) {
    return switch (keyBy) {
      case "uid" -> new RecordKey(Event::uid);
      case "subject" -> new RecordKey(Event::subject);
      case "id" -> new RecordKey(event -> event.id().toString());
      case "none" -> NONE;
      default -> ofData(keyBy);
    };
  }

  private static RecordKey ofData(String keyBy) {
    List<String> path =
        keyBy.startsWith(DATA) ? List.of(DOT.split(keyBy.substring(DATA.length()), -1)) : List.of();
    if (path.isEmpty() || path.contains("")) {
      throw new IllegalArgumentException(
          "key_by must be uid, subject, id, none, or a member of the data such as data.order.id");
    }
    return new RecordKey(event -> text(at(event.data(), path)));
  }

  private static @Nullable Object at(Map<String, ?> data, List<String> path) {
    @Nullable Object value = data;
    for (String member : path) {
      value = value instanceof Map<?, ?> object ? object.get(member) : null;
    }
    return value;
  }

  /** The key for a value; null for objects and lists, which cannot be keys. */
  private static @Nullable String text(@Nullable Object value) {
    if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
      return null;
    }
    return value instanceof String already ? already : JsonText.of(value);
  }

  /** The key of an event's record; null for none, in which case any partition will do. */
  byte @Nullable [] of(Event event) {
    String key = text.apply(event);
    return key == null ? null : key.getBytes(UTF_8);
  }

  /** Whether an event lacks a key although the setting asks for one. */
  boolean isLackingIn(Event event) {
    return this != NONE && text.apply(event) == null;
  }
}
