package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.eventlogger.event.Event;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as the values of a row, with its texts made storable. Context and data are the event's
 * JSON character by character: numbers and the order of members stay as they were logged.
 * Immutable.
 *
 * @param duration in milliseconds
 */
record EventRow(
    Event event,
    UUID id,
    Instant createdAt,
    @Nullable BigDecimal duration,
    @Nullable String uid,
    @Nullable String type,
    String name,
    String level,
    @Nullable String subject,
    @Nullable String message,
    @Nullable String schemaId,
    @Nullable String schemaVersion,
    @Nullable String context,
    String data) {

  /** Longest uid and subject; they are indexed, and indexes have limits of their own. */
  static final int LONGEST_KEY = 500;

  /** Longest name; also the limit of an event. */
  static final int LONGEST_NAME = 200;

  /** Longest type and level. */
  static final int LONGEST_WORD = 20;

  /** Takes an event apart by parsing its JSON once; the event itself would read it into maps. */
  static EventRow of(Event event) {
    return new Parts(event).row();
  }

  /** Why the table cannot hold the event; null if it can. */
  @Nullable String problem() {
    if (isLonger(uid, LONGEST_KEY)) {
      return "uid has more than " + LONGEST_KEY + " characters";
    }
    if (isLonger(subject, LONGEST_KEY)) {
      return "subject has more than " + LONGEST_KEY + " characters";
    }
    return isLonger(name, LONGEST_NAME)
        ? "name has more than " + LONGEST_NAME + " characters, with those escaped that are not text"
        : null;
  }

  /** The total length of the texts that may be long, in characters. */
  long length() {
    return length(message) + length(context) + data.length();
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static boolean isLonger(@Nullable String text, int longest) {
    return text != null && text.length() > longest;
  }

  /** The members of one event, as they are read. */
  private static final class Parts {

    private static final JsonFactory FACTORY =
        JsonFactory.builder()
            // Keys come from anywhere: they must not fill the string table or a cache.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final Event event;
    private final String json;
    private @Nullable BigDecimal duration;
    private @Nullable String uid;
    private @Nullable String type;
    private @Nullable String name;
    private @Nullable String level;
    private @Nullable String subject;
    private @Nullable String message;
    private @Nullable String schemaId;
    private @Nullable String schemaVersion;
    private @Nullable String context;
    private String data = "{}";

    Parts(Event event) {
      this.event = event;
      json = event.toJson();
      try (JsonParser parser = FACTORY.createParser(json)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          read(parser.currentName(), parser);
        }
      } catch (IOException e) {
        // Without the cause: its message quotes the event.
        throw new IllegalArgumentException("not the canonical JSON of an event");
      }
    }

    private void read(String member, JsonParser parser) throws IOException {
      parser.nextToken();
      switch (member) {
        case "duration_ms" -> duration = parser.getDecimalValue();
        case "uid" -> uid = text(parser);
        case "event_type" -> type = text(parser);
        case "name" -> name = text(parser);
        case "level" -> level = text(parser);
        case "subject" -> subject = text(parser);
        case "message" -> message = text(parser);
        case "schema" -> schema(parser);
        case "context" -> context = json(parser);
        case "event_data" -> data = json(parser);
        default -> parser.skipChildren();
      }
    }

    private void schema(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isId = parser.currentName().equals("id");
        parser.nextToken();
        if (isId) {
          schemaId = text(parser);
        } else {
          schemaVersion = text(parser);
        }
      }
    }

    private static String text(JsonParser parser) throws IOException {
      return StorableText.encode(parser.getText());
    }

    private String json(JsonParser parser) throws IOException {
      int start = (int) parser.currentTokenLocation().getCharOffset();
      parser.skipChildren();
      int end = (int) parser.currentLocation().getCharOffset();
      return StorableText.encodeJson(json.substring(start, end));
    }

    EventRow row() {
      return new EventRow(
          event,
          event.id(),
          event.createdAt(), // like the id, available without parsing
          duration,
          uid,
          type,
          requireNonNull(name),
          requireNonNull(level),
          subject,
          message,
          schemaId,
          schemaVersion,
          context,
          data);
    }
  }
}
