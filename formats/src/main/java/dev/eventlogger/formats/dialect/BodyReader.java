package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.event.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON bodies, and limits what is in them. Immutable, thread-safe. */
final class BodyReader {

  /** How many values an event may have on average; a body of nothing but brackets has more. */
  private static final int VALUES = 100;

  private final JsonReader json = new JsonReader();
  private final int mostEvents;

  /**
   * A reader for all requests.
   *
   * @param mostEvents a request with more events is refused
   */
  BodyReader(int mostEvents) {
    this.mostEvents = mostEvents;
  }

  /** Reads any JSON value. */
  @Nullable Object value(byte[] body) throws UnreadableRequestException {
    checkValues(body);
    try {
      return value(body, 0, body.length);
    } catch (MalformedJsonException e) {
      throw UnreadableRequestException.malformed("the body: " + e.problem());
    }
  }

  /**
   * Reads a value from a part of a body.
   *
   * @param body whose values were checked before
   */
  @Nullable Object value(byte[] body, int offset, int length) throws MalformedJsonException {
    return json.read(body, offset, length);
  }

  /** Reads a JSON object. */
  Map<String, @Nullable Object> object(byte[] body) throws UnreadableRequestException {
    if (value(body) instanceof Map<?, ?> object) {
      return JsonReader.asObject(object);
    }
    throw UnreadableRequestException.malformed("the body: must be a JSON object");
  }

  /** The items of a list, or the single value that is no list. */
  List<?> items(@Nullable Object value) throws UnreadableRequestException {
    if (value instanceof List<?> items) {
      checkCount(items.size());
      return items;
    }
    List<@Nullable Object> one = new ArrayList<>();
    one.add(value);
    return one;
  }

  /**
   * Refuses a body before it takes many times its size in memory: an empty array has two bytes, and
   * takes fifty.
   */
  void checkValues(byte[] body) throws UnreadableRequestException {
    long most = (long) mostEvents * VALUES;
    if (body.length > most && values(body) > most) {
      throw UnreadableRequestException.tooLarge(
          "the body: has more than " + most + " values; send several requests");
    }
  }

  /**
   * The most values that the JSON can have: each except the first follows one of these characters.
   */
  private static int values(byte[] body) {
    int values = 1;
    boolean isText = false;
    for (int i = 0; i < body.length; i++) {
      switch (body[i]) {
        case '"' -> isText = !isText;
        case '\\' -> i++;
        case ',', '[', '{' -> values += isText ? 0 : 1;
        default -> {}
      }
    }
    return values;
  }

  /** Refuses more events than a request may have. */
  void checkCount(int events) throws UnreadableRequestException {
    if (events > mostEvents) {
      throw UnreadableRequestException.tooLarge(
          "a request may have at most " + mostEvents + " events; send several");
    }
  }

  /** Reads each item that is an object, and refuses every other. */
  List<SentEvent> events(List<?> items, EventForm form) {
    List<SentEvent> events = new ArrayList<>(items.size());
    for (Object item : items) {
      events.add(event(item, form));
    }
    return events;
  }

  /** Reads one event, which must be an object. */
  static SentEvent event(@Nullable Object item, EventForm form) {
    return item instanceof Map<?, ?>
        ? form.read(JsonReader.asObject(item))
        : SentEvent.refused(new Problem("", "an event must be a JSON object"));
  }

  /** How a dialect reads one event. */
  @FunctionalInterface
  interface EventForm {
    SentEvent read(Map<String, @Nullable Object> json);
  }
}
