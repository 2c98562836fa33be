package dev.eventlogger.sink.db;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.eventlogger.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Puts the canonical JSON of an event together again from what its row holds: the same characters
 * that were stored. For one event and one thread.
 */
final class EventJson {

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

  private static final CharacterEscapes ESCAPES = new CanonicalEscapes();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final JsonGenerator json;

  EventJson() {
    try {
      json = FACTORY.createGenerator(bytes);
      json.setCharacterEscapes(ESCAPES);
      json.writeStartObject();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  /** A member; left out where there is no text. */
  void text(String name, @Nullable String stored) {
    if (stored != null) {
      write(() -> json.writeStringField(name, StorableText.decode(stored)));
    }
  }

  void time(Instant createdAt) {
    write(() -> json.writeStringField("created_at", MICROS.format(createdAt)));
  }

  void millis(@Nullable BigDecimal duration) {
    if (duration != null) {
      String plain = duration.stripTrailingZeros().toPlainString();
      write(() -> json.writeRaw(",\"duration_ms\":" + plain));
    }
  }

  void schema(@Nullable String id, @Nullable String version) {
    if (id != null && version != null) {
      write(
          () -> {
            json.writeObjectFieldStart("schema");
            json.writeStringField("id", StorableText.decode(id));
            json.writeStringField("version", StorableText.decode(version));
            json.writeEndObject();
          });
    }
  }

  /** A member that is JSON already; left out where there is none. */
  void json(String name, @Nullable String stored) {
    if (stored != null) {
      write(
          () -> {
            json.writeFieldName(name);
            json.writeRawValue(StorableText.decodeJson(stored));
          });
    }
  }

  /**
   * The event.
   *
   * @throws IllegalArgumentException if what was written is none
   */
  Event toEvent() {
    write(
        () -> {
          json.writeEndObject();
          json.close();
        });
    byte[] canonical = bytes.toByteArray();
    Event event = Event.ofCanonical(canonical, 0, canonical.length);
    event.id(); // reads all of it
    return event;
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private static UncheckedIOException cannotWrite(IOException e) {
    return new UncheckedIOException("memory cannot be written to", e);
  }

  /** Where several escapes mean the same, the one that canonical JSON has. */
  private static final class CanonicalEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes['\b'] = ESCAPE_STANDARD;
      codes['\f'] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return null;
    }
  }
}
