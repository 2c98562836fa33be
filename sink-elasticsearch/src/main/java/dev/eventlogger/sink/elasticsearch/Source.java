package dev.eventlogger.sink.elasticsearch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.eventlogger.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The source of a document, as an event again: all members but those that {@link DocumentWriter}
 * put in front, and numbers as they are written.
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
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (JsonGenerator canonical = parser.getCodec().getFactory().createGenerator(bytes)) {
        copy(parser, canonical);
      }
      return new Source(Event.ofCanonical(bytes.toByteArray(), 0, bytes.size()));
    }

    private static void copy(JsonParser parser, JsonGenerator canonical) throws IOException {
      canonical.writeStartObject();
      for (int depth = 1; depth > 0; ) {
        JsonToken token = requireNonNull(parser.nextToken(), "a source that breaks off");
        if (depth == 1 && DocumentWriter.HEAD.contains(String.valueOf(parser.currentName()))) {
          parser.nextToken();
          parser.skipChildren();
          continue;
        }
        if (token.isNumeric()) {
          canonical.writeNumber(parser.getText()); // not as Jackson would write it
        } else {
          canonical.copyCurrentEvent(parser);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
    }
  }
}
