package dev.eventlogger.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The forms in which a sink can write an event: each is one JSON object on one line, in UTF-8. */
public enum EventFormat {
  /** The canonical JSON, byte for byte. */
  CANONICAL,
  /**
   * Jupyter's flat capsule: the event's data, together with {@code __timestamp__}, {@code
   * __schema__}, {@code __schema_version__} and {@code __metadata_version__}. Nothing else of the
   * event: no uid, name or context.
   */
  JUPYTER,
  /** CloudEvents 1.0 in its JSON format, which {@link EventReader} reads back. */
  CLOUDEVENTS,
  /** Elastic Common Schema 8, as nested objects; what it has no field for is added beside them. */
  ECS;

  /** An event in this form, without a line break. */
  public String toJson(Event event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2 * event.size());
    try {
      writeTo(event, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writing to memory does not fail
    }
    return out.toString(UTF_8);
  }

  /** Writes an event in this form, without a line break. */
  public void writeTo(Event event, OutputStream out) throws IOException {
    switch (this) {
      case CANONICAL -> event.writeTo(out);
      case JUPYTER -> JsonText.write(JupyterCapsule.of(event), out);
      case CLOUDEVENTS -> JsonText.write(CloudEvents.of(event), out);
      case ECS -> JsonText.write(ElasticCommonSchema.of(event), out);
    }
  }
}
