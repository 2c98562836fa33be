package dev.eventlogger.formats.dialect;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.event.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads bodies in JSON, and counts what is in them. Immutable, thread-safe. */
final class BodyReader {

  /** So many values an event may have on average; a body of brackets alone has more. */
  private static final int VALUES = 100;

  private final JsonReader json = new JsonReader();
  private final int mostEvents;

  /**
   * A reader for all requests.
   *
   * @param mostEvents a request with more is refused
   */
  BodyReader(int mostEvents) {
    this.mostEvents = mostEvents;
  }

  /** Any value in JSON. */
  @Nullable Object value(byte[] body) throws UnreadableRequestException {
    checkValues(body);
    try {
      return value(body, 0, body.length);
    } catch (MalformedJsonException e) {
      throw UnreadableRequestException.malformed("the body: " + e.problem());
    }
  }

  /**
   * A value in a part of a body.
   *
   * @param body its values were counted before
   */
  @Nullable Object value(byte[] body, int offset, int length) throws MalformedJsonException {
    return json.read(body, offset, length);
  }

  /** An object in JSON. */
  Map<String, @Nullable Object> object(byte[] body) throws UnreadableRequestException {
    if (value(body) instanceof Map<?, ?> object) {
      return JsonReader.asObject(object);
    }
    throw UnreadableRequestException.malformed("the body: must be a JSON object");
  }

  /** A list's items, or the one value that is no list. */
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
   * Refuses a body that would take many times its size in memory, before it does: an empty array
   * has two bytes, and becomes fifty.
   */
  void checkValues(byte[] body) throws UnreadableRequestException {
    long most = (long) mostEvents * VALUES;
    if (body.length > most && values(body) > most) {
      throw UnreadableRequestException.tooLarge(
          "the body: has more than " + most + " values; send several requests");
    }
  }

  /** How many values JSON has at most: all but the first stand behind one of these. */
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
