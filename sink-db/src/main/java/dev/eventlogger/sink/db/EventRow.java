package dev.eventlogger.sink.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.eventlogger.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * An event as the values of a row. Context and data are the JSON that the event has, character by
 * character: numbers and the order of members stay as they were logged. Immutable.
 */
record EventRow(
    Event event,
    @Nullable String schemaId,
    @Nullable String schemaVersion,
    @Nullable String context,
    String data) {

  /** Longest uid and subject; they are in indexes, which have limits of their own. */
  static final int LONGEST_KEY = 500;

  /** Longest name; the same that an event may have. */
  static final int LONGEST_NAME = 200;

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Takes an event apart. */
  static EventRow of(Event event) {
    Bytes json = new Bytes(event);
    String context = null;
    String data = "{}";
    try (JsonParser parser = FACTORY.createParser(json.array(), 0, json.size())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        if (name.equals("context")) {
          context = json.text(start, parser);
        } else if (name.equals("event_data")) {
          data = json.text(start, parser);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an event is not canonical JSON", e);
    }
    var schema = event.schema();
    return new EventRow(
        event,
        schema == null ? null : StorableText.encode(schema.id()),
        schema == null ? null : StorableText.encode(schema.version()),
        context == null ? null : StorableText.encodeJson(context),
        StorableText.encodeJson(data));
  }

  @Nullable String uid() {
    return encoded(event.uid());
  }

  String name() {
    return StorableText.encode(event.name());
  }

  @Nullable String subject() {
    return encoded(event.subject());
  }

  @Nullable String message() {
    return encoded(event.message());
  }

  @Nullable String type() {
    return event.type() == null ? null : event.type().name();
  }

  /** Why the table cannot hold the event; null if it can. */
  @Nullable String problem() {
    if (isLonger(uid(), LONGEST_KEY)) {
      return "uid has more than " + LONGEST_KEY + " characters";
    }
    if (isLonger(subject(), LONGEST_KEY)) {
      return "subject has more than " + LONGEST_KEY + " characters";
    }
    return isLonger(name(), LONGEST_NAME)
        ? "name has more than " + LONGEST_NAME + " characters, with those escaped that are not text"
        : null;
  }

  private static boolean isLonger(@Nullable String text, int longest) {
    return text != null && text.length() > longest;
  }

  private static @Nullable String encoded(@Nullable String text) {
    return text == null ? null : StorableText.encode(text);
  }

  /** The bytes of an event, without another copy. */
  private static final class Bytes extends ByteArrayOutputStream {

    Bytes(Event event) {
      super(event.size());
      try {
        event.writeTo(this);
      } catch (IOException e) {
        throw new UncheckedIOException("memory cannot be written to", e);
      }
    }

    synchronized byte[] array() {
      return buf;
    }

    synchronized String text(int start, JsonParser parser) {
      int end = (int) parser.currentLocation().getByteOffset();
      return new String(buf, start, end - start, UTF_8);
    }
  }
}
