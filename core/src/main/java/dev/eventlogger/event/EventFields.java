package dev.eventlogger.event;

import static dev.eventlogger.event.JsonReader.asObject;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The fields of an event, read from its canonical JSON. Immutable. */
record EventFields(
    UUID id,
    Instant createdAt,
    @Nullable Duration duration,
    @Nullable String uid,
    @Nullable EventType type,
    String name,
    Level level,
    @Nullable String subject,
    @Nullable String message,
    @Nullable SchemaRef schema,
    Map<String, Object> context,
    Map<String, Object> data) {

  private static final JsonReader READER = new JsonReader();

  /**
   * Reads what {@link CanonicalJson} wrote.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  static EventFields read(byte[] buffer, int offset, int length) {
    try {
      return of(asObject(requireNonNull(READER.read(buffer, offset, length), "event")));
    } catch (MalformedJsonException | RuntimeException e) {
      // Without the cause: the messages of the JDK's parsers quote what they were given.
      throw new IllegalArgumentException("not the canonical JSON of an event");
    }
  }

  private static EventFields of(Map<String, Object> json) {
    String type = (String) json.get("event_type");
    Number duration = (Number) json.get("duration_ms");
    return new EventFields(
        UUID.fromString((String) requireNonNull(json.get("id"))),
        time((String) requireNonNull(json.get("created_at"))),
        duration == null ? null : Durations.ofMillis(duration),
        (String) json.get("uid"),
        type == null ? null : EventType.valueOf(type),
        (String) requireNonNull(json.get("name")),
        Level.valueOf((String) requireNonNull(json.get("level"))),
        (String) json.get("subject"),
        (String) json.get("message"),
        schema(json.get("schema")),
        asObject(json.getOrDefault("context", Map.of())),
        asObject(json.getOrDefault("event_data", Map.of())));
  }

  private static Instant time(String text) {
    Instant usual = UsualTime.parse(text);
    return usual == null ? Instant.parse(text) : usual;
  }

  private static @Nullable SchemaRef schema(@Nullable Object json) {
    if (json == null) {
      return null;
    }
    Map<String, Object> schema = asObject(json);
    return new SchemaRef(
        (String) requireNonNull(schema.get("id")), (String) requireNonNull(schema.get("version")));
  }
}
