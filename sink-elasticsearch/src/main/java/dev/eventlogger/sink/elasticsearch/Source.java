package dev.eventlogger.sink.elasticsearch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.eventlogger.event.CanonicalCopy;
import dev.eventlogger.event.Event;
import java.io.IOException;

/**
 * Restores the event from the source of a document: all members except those that {@link
 * DocumentWriter} put in front, with numbers as they are written.
 */
@JsonDeserialize(using = Source.Reader.class)
record Source(Event event) {

  /** Copies the canonical members, and parses nothing else. */
  static final class Reader extends StdDeserializer<Source> {

    private static final long serialVersionUID = 1;

    Reader() {
      super(Source.class);
    }

    @Override
    public Source deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      CanonicalCopy canonical = new CanonicalCopy();
      for (int depth = 1; depth > 0; ) {
        JsonToken token = requireNonNull(parser.nextToken(), "a source that breaks off");
        if (depth == 1 && DocumentWriter.HEAD.contains(String.valueOf(parser.currentName()))) {
          parser.nextToken();
          parser.skipChildren();
          continue;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth > 0) {
          copy(token, parser, canonical);
        }
      }
      return new Source(canonical.toEvent());
    }

    private static void copy(JsonToken token, JsonParser parser, CanonicalCopy canonical)
        throws IOException {
      switch (token) {
        case START_OBJECT, START_ARRAY -> canonical.begin(token == JsonToken.START_OBJECT);
        case END_OBJECT, END_ARRAY -> canonical.end(token == JsonToken.END_OBJECT);
        case FIELD_NAME -> canonical.name(parser.currentName());
        case VALUE_STRING -> canonical.text(parser.getText());
        default -> canonical.raw(parser.getText()); // keeps numbers as they are written
      }
    }
  }
}
