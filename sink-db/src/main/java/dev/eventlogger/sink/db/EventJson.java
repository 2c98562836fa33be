package dev.eventlogger.sink.db;

import dev.eventlogger.event.CanonicalCopy;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts the canonical JSON of an event together again from what its row holds: the same characters
 * that were stored. For one event and one thread.
 */
final class EventJson {

  private final CanonicalCopy json = new CanonicalCopy();

  /** A member; left out where there is no text. */
  void text(String name, @Nullable String stored) {
    if (stored != null) {
      json.name(name).text(StorableText.decode(stored));
    }
  }

  void time(Instant createdAt) {
    json.name("created_at").text(Timestamps.micros(createdAt));
  }

  /** A number as the database writes it; what is none is a text. */
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

  /** Half a schema is none, and yet is shown: no event has it, so the row was changed. */
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

  /** A member that is JSON already; left out where there is none. */
  void json(String name, @Nullable String stored) {
    if (stored != null) {
      json.name(name).raw(StorableText.decodeJson(stored));
    }
  }

  /**
   * The event.
   *
   * @throws IllegalArgumentException if what was written is none
   */
  Event toEvent() {
    Event event = json.toEvent();
    event.id(); // reads all of it, unless its head is where it should be
    return event;
  }
}
