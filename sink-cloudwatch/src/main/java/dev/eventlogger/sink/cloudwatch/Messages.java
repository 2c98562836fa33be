package dev.eventlogger.sink.cloudwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.eventlogger.event.Event;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads events back from messages, some of which may be somebody else's. */
final class Messages {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String FIRST_MEMBER = "id";

  private Messages() {}

  /** The event in a message, in canonical JSON or EMF; null if it holds none. */
  static @Nullable Event event(String message) {
    try {
      byte[] canonical = withoutMetrics(message).getBytes(UTF_8);
      Event event = Event.ofCanonical(canonical, 0, canonical.length);
      event.id(); // parses the event, or throws
      return event;
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Cuts off what {@link EmbeddedMetrics} put before the event's own members, which begin with its
   * id.
   */
  private static String withoutMetrics(String message) throws IOException {
    if (!message.startsWith("{\"_aws\":")) {
      return message;
    }
    try (JsonParser parser = JSON.createParser(message)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (parser.currentName().equals(FIRST_MEMBER)) {
          return "{" + message.substring((int) parser.currentTokenLocation().getCharOffset());
        }
        parser.nextToken();
        parser.skipChildren();
      }
    }
    return message;
  }
}
