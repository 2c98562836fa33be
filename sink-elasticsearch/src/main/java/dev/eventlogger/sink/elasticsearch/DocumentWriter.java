package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.util.BinaryData;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.eventlogger.event.Durations;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.Timestamps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event's document: first, fields of the Elastic Common Schema, by which it is found, and
 * then every member of the canonical JSON, byte for byte, from which {@link Source} restores the
 * event. Immutable, thread-safe.
 */
final class DocumentWriter {

  /** The member that holds the typed data fields. */
  static final String TYPED = "typed";

  /** The member that marks an event whose values may be too long to be indexed. */
  static final String PARTLY_INDEXED = "partly_indexed";

  /** Text of more characters is stored but not indexed. */
  static final int LONGEST_INDEXED = 8191;

  /** The members in front; the canonical JSON has none of these names. */
  static final Set<String> HEAD =
      Set.of(
          "@timestamp",
          "ecs",
          "event",
          "log",
          "user",
          "trace",
          "span",
          "transaction",
          "error",
          TYPED,
          PARTLY_INDEXED);

  private static final String ECS_VERSION = "8.17.0";
  private static final int HEAD_BYTES = 512;
  private static final List<String> TRACING = List.of("trace", "span", "transaction");

  // The object begun in front is closed by the canonical JSON.
  private final JsonFactory json =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();
  private final TypedData typed;

  DocumentWriter(TypedData typed) {
    this.typed = typed;
  }

  BinaryData write(Event event) {
    Bytes bytes = new Bytes(HEAD_BYTES + event.size());
    try {
      try (JsonGenerator head = json.createGenerator(bytes)) {
        head.writeStartObject();
        writeHead(head, event);
      }
      int end = bytes.size();
      event.writeTo(bytes);
      bytes.set(end, ','); // replaces the brace that opens the canonical JSON
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toData();
  }

  private void writeHead(JsonGenerator head, Event event) throws IOException {
    head.writeStringField("@timestamp", Timestamps.micros(event.createdAt()));
    writeObject(head, "ecs", "version", ECS_VERSION);
    writeEvent(head, event);
    writeObject(head, "log", "level", event.level().name());
    writeObject(head, "user", "id", event.uid());
    Map<String, Object> context = event.context();
    for (String kind : TRACING) {
      writeObject(head, kind, "id", context.get(kind + "_id"));
    }
    if (event.data().get("error") instanceof Map<?, ?> error) {
      writeError(head, error);
    }
    typed.write(head, event.data());
    if (event.size() > LONGEST_INDEXED) {
      head.writeBooleanField(PARTLY_INDEXED, true);
    }
  }

  private static void writeEvent(JsonGenerator head, Event event) throws IOException {
    head.writeObjectFieldStart("event");
    head.writeStringField("id", event.id().toString());
    head.writeStringField("kind", "event");
    head.writeStringField("action", event.name());
    Duration duration = event.duration();
    if (duration != null) {
      head.writeFieldName("duration");
      head.writeNumber(Durations.nanos(duration));
    }
    head.writeEndObject();
  }

  /** An error, as logging a throwable describes it; its stack trace stays in the data alone. */
  private static void writeError(JsonGenerator head, Map<?, ?> error) throws IOException {
    if (error.get("type") instanceof String type) {
      head.writeObjectFieldStart("error");
      head.writeStringField("type", type);
      if (error.get("message") instanceof String message) {
        head.writeStringField("message", message);
      }
      head.writeEndObject();
    }
  }

  private static void writeObject(
      JsonGenerator head, String name, String field, @Nullable Object value) throws IOException {
    if (value instanceof String text) {
      head.writeObjectFieldStart(name);
      head.writeStringField(field, text);
      head.writeEndObject();
    }
  }

  /** A buffer in which one byte can be replaced, and which is handed over without a copy. */
  private static final class Bytes extends ByteArrayOutputStream {

    Bytes(int size) {
      super(size);
    }

    void set(int index, char ascii) {
      buf[index] = (byte) ascii;
    }

    BinaryData toData() {
      return BinaryData.of(buf, 0, count, "application/json");
    }
  }
}
