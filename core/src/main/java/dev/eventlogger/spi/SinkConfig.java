package dev.eventlogger.spi;

import dev.eventlogger.event.SchemaRef;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of one log, as the YAML file gives them to its sink. */
public interface SinkConfig {

  /**
   * The settings as a record: snake_case keys bind to components by name.
   *
   * <p>Components may be {@code String}, {@code int}, {@code long}, {@code double}, {@code boolean}
   * and their boxes, enums, {@link java.time.Duration} ({@code 500ms}, {@code 10s}, {@code 5m},
   * {@code 1h}, {@code 7d}), {@link java.net.URI}, {@link java.nio.file.Path}, nested records,
   * {@code List} and {@code Map<String, …>} of these. An absent setting is null (or 0, or false) in
   * the record's constructor, which gives it its default or refuses it, with a message that begins
   * with the name of the setting ({@code pool_size must be from 2 to 100}); {@link Requirements}
   * gathers several.
   *
   * @throws IllegalArgumentException with one line for each mistake: an unknown setting, a value of
   *     another type, or what the record's constructor refused
   */
  <R extends Record> R as(Class<R> type);

  /** The name of the log, by default also the name of its sink. */
  String logName();

  /**
   * The schemas that are registered when this is called, by id and version; none if the sink is
   * used without an event logger. Each is the JSON of one document with all that it refers to:
   * every {@code $ref} in it reads {@code #/definitions/<number>}. Unmodifiable.
   */
  default Map<SchemaRef, Map<String, @Nullable Object>> schemas() {
    return Map.of();
  }

  /**
   * How long a call of {@link BaseEventLogger#log} may take before its thread is interrupted: the
   * log's {@code call_timeout}. If the sink is used without an event logger, the default of that
   * setting, 60 s.
   */
  default Duration callTimeout() {
    return Duration.ofSeconds(60);
  }

  /**
   * Whether what the log delivers is sealed. A sink of such a log never removes events by itself:
   * each removed event must be named in a record that the operator key signed.
   */
  default boolean isSealed() {
    return false;
  }
}
