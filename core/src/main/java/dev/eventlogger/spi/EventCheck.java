package dev.eventlogger.spi;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the data of events that name a schema, and removes from it what may not be recorded.
 * Thread-safe: it is called on the threads that log.
 */
public interface EventCheck {

  /**
   * Examines the data of an event that names a schema.
   *
   * @param json the calling thread's writer, which this may overwrite
   * @return null if the draft's own data is let through as it is
   */
  @Nullable Passage examine(EventDraft draft, SchemaRef schema, CanonicalJson json);

  /**
   * What the check lets through of an event.
   *
   * @param data what is recorded or kept; for an invalid event, only what its schema describes
   * @param refusal why the event is not recorded; null if it is
   * @param toBeKept whether a refused event becomes a dead letter
   */
  record Passage(Map<String, ?> data, @Nullable Outcome refusal, boolean toBeKept) {

    /** Lets data through. */
    public static Passage of(Map<String, ?> data) {
      return new Passage(data, null, false);
    }

    /** Lets nothing through, and keeps nothing. */
    public static Passage refused(Outcome refusal) {
      return new Passage(Map.of(), refusal, false);
    }
  }

  /** Whether some refused events become dead letters, for which there must be a folder. */
  boolean keepsInvalid();

  /** The registered schemas, for sinks; see {@link SinkConfig#schemas}. */
  Map<SchemaRef, Map<String, @Nullable Object>> schemas();

  /**
   * What in the data does not meet a schema, and where; empty if there is no such schema.
   *
   * @param data JSON, as an event's data is read
   */
  Optional<List<Problem>> violations(SchemaRef schema, Map<String, ?> data);

  /** Called once, when the event logger that it belongs to is open. */
  default void begin() {}

  /**
   * Called once the last event was taken in.
   *
   * @param timeout longest wait for work that is under way
   */
  default void close(Duration timeout) {}
}
