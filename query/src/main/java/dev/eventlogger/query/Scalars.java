package dev.eventlogger.query;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.SchemaRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the values of a field from an event. */
final class Scalars {

  private static final int NANO_DIGITS = 9;

  private Scalars() {}

  static List<Object> of(Event event, Field field) {
    return of(value(event, field));
  }

  static List<Object> of(@Nullable Object value) {
    if (value instanceof List<?> items) {
      return items.stream().filter(Scalars::isScalar).<Object>map(item -> item).toList();
    }
    return value != null && isScalar(value) ? List.of(value) : List.of();
  }

  private static boolean isScalar(@Nullable Object value) {
    return value != null && !(value instanceof Map) && !(value instanceof List);
  }

  static @Nullable Object value(Event event, Field field) {
    return switch (field.part()) {
      case ID -> event.id();
      case CREATED_AT -> event.createdAt();
      case DURATION_MS -> millis(event.duration());
      case UID -> event.uid();
      case TYPE -> type(event.type());
      case NAME -> event.name();
      case LEVEL -> event.level().name();
      case SUBJECT -> event.subject();
      case MESSAGE -> event.message();
      case SCHEMA -> schema(event.schema(), true);
      case SCHEMA_VERSION -> schema(event.schema(), false);
      case DATA -> find(event.data(), field.path());
      case CONTEXT -> find(event.context(), field.path());
    };
  }

  private static @Nullable Object millis(@Nullable Duration duration) {
    return duration == null
        ? null
        : BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS))
            .movePointRight(3);
  }

  private static @Nullable Object type(@Nullable EventType type) {
    return type == null ? null : type.name();
  }

  private static @Nullable Object schema(@Nullable SchemaRef schema, boolean id) {
    if (schema == null) {
      return null;
    }
    return id ? schema.id() : schema.version();
  }

  private static @Nullable Object find(Object object, List<String> path) {
    Object value = object;
    for (String name : path) {
      if (!(value instanceof Map<?, ?> map)) {
        return null;
      }
      value = map.get(name);
    }
    return value;
  }
}
