package dev.eventlogger.sink.elasticsearch;

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
        canonical.writeStartObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          if (DocumentWriter.HEAD.contains(parser.currentName())) {
            parser.nextToken();
            parser.skipChildren();
          } else {
            canonical.copyCurrentStructureExact(parser);
          }
        }
        canonical.writeEndObject();
      }
      return new Source(Event.ofCanonical(bytes.toByteArray(), 0, bytes.size()));
    }
  }
}
