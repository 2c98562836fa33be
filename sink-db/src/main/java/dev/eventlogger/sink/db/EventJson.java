package dev.eventlogger.sink.db;

import dev.eventlogger.event.CanonicalCopy;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the canonical JSON of an event from its row: the same characters that were stored. For
 * one event and one thread.
 */
final class EventJson {

  private final CanonicalCopy json = new CanonicalCopy();

  /** Writes a member; leaves it out if there is no text. */
  void text(String name, @Nullable String stored) {
    if (stored != null) {
      json.name(name).text(StorableText.decode(stored));
    }
  }

  void time(Instant createdAt) {
    json.name("created_at").text(Timestamps.micros(createdAt));
  }

  /** Writes a number as the database gives it; as text if it is not a number. */
  void millis(@Nullable String duration) {
    if (duration != null) {
      json.name("duration_ms");
      try {
        json.raw(new BigDecimal(duration).stripTrailingZeros().toPlainString());
      } catch (NumberFormatException e) {
        json.text(duration);
      }
    }
  }

  /** Half a schema is still shown, as text: no event has that, so the row was changed. */
  void schema(@Nullable String id, @Nullable String version) {
    if (id != null && version != null) {
      json.name("schema").begin(true);
      text("id", id);
      text("version", version);
      json.end(true);
    } else {
      text("schema_id", id);
      text("schema_version", version);
    }
  }

  /** Writes a member that is JSON already; leaves it out if there is none. */
  void json(String name, @Nullable String stored) {
    if (stored != null) {
      json.name(name).raw(StorableText.decodeJson(stored));
    }
  }

  /**
   * Returns the event.
   *
   * @throws IllegalArgumentException if what was written is not an event
   */
  Event toEvent() {
    Event event = json.toEvent();
    event.id(); // parses all of it, unless the head is where it should be
    return event;
  }
}
