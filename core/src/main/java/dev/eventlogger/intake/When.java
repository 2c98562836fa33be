package dev.eventlogger.intake;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.SchemaRef;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which events a log takes, according to its {@code when}. Every key must match, each with any one
 * of its values. Immutable.
 */
public final class When {

  /** Takes every event. */
  public static final When ALWAYS = new When(List.of(), List.of());

  private static final String DATA = "data.";
  private static final String CONTEXT = "context.";
  private static final String KNOWN =
      "type, level, name, uid, subject, schema, data.<path>, context.<path>";

  private final List<String> keys;
  private final List<Condition> conditions;

  private When(List<String> keys, List<Condition> conditions) {
    this.keys = keys;
    this.conditions = conditions;
  }

  /**
   * Reads the keys and values of a {@code when}. Conditions on an event's data are checked last,
   * since the data may have to be asked for.
   *
   * @throws IllegalArgumentException for the first key or value that is wrong, saying what is right
   */
  public static When of(Map<String, ?> when) {
    Comparator<String> dataLast = Comparator.comparing(key -> key.startsWith(DATA));
    List<String> keys = when.keySet().stream().sorted(dataLast).toList();
    return keys.isEmpty()
        ? ALWAYS
        : new When(keys, keys.stream().map(key -> condition(key, when.get(key))).toList());
  }

  /** Whether the log takes the event. */
  public boolean matches(EventDraft draft, Map<String, ?> surrounding) {
    return mismatch(draft, surrounding) == null;
  }

  /**
   * Whether the log may take an event whose data and context are not known yet.
   *
   * @param anyUid whether its user is not known either
   */
  boolean mayMatch(EventDraft draft, boolean anyUid) {
    for (int i = 0; i < conditions.size(); i++) {
      String key = keys.get(i);
      boolean isOpen =
          key.startsWith(DATA) || key.startsWith(CONTEXT) || (anyUid && key.equals("uid"));
      if (!isOpen && !conditions.get(i).matches(draft, Map.of())) {
        return false;
      }
    }
    return true;
  }

  /** The first key that does not match, such as {@code data.status}; null if the log takes it. */
  public @Nullable String mismatch(EventDraft draft, Map<String, ?> surrounding) {
    for (int i = 0; i < conditions.size(); i++) {
      if (!conditions.get(i).matches(draft, surrounding)) {
        return keys.get(i);
      }
    }
    return null;
  }

  /** One key of a {@code when}. */
  private interface Condition {
    boolean matches(EventDraft draft, Map<String, ?> surrounding);
  }

  private static Condition condition(String key, @Nullable Object value) {
    List<?> values = value instanceof Collection<?> list ? List.copyOf(list) : listOf(key, value);
    if (values.isEmpty()) {
      throw new IllegalArgumentException(key + ": must name at least one value");
    }
    return switch (key) {
      case "type" -> constant(constants(key, EventType.class, values), EventDraft::type);
      case "level" -> level(constants(key, Level.class, values), value instanceof Collection<?>);
      case "name" -> oneOf(values, EventDraft::name);
      case "uid" -> oneOf(values, EventDraft::uid);
      case "subject" -> oneOf(values, EventDraft::subject);
      case "schema" ->
          oneOf(
              values, draft -> Optional.ofNullable(draft.schema()).map(SchemaRef::id).orElse(null));
      default -> path(key, values);
    };
  }

  private static List<?> listOf(String key, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(key + ": has no value; leave the key out to take all");
    }
    return List.of(value);
  }

  private static Condition oneOf(List<?> values, Function<EventDraft, @Nullable Object> field) {
    return (draft, surrounding) -> {
      Object actual = field.apply(draft);
      return actual != null && matches(actual, values);
    };
  }

  private static Condition constant(
      List<?> constants, Function<EventDraft, @Nullable Object> field) {
    return (draft, surrounding) -> {
      Object actual = field.apply(draft);
      return actual != null && constants.contains(actual);
    };
  }

  private static Condition level(List<Level> levels, boolean exactly) {
    if (exactly) {
      return constant(levels, EventDraft::level);
    }
    return (draft, surrounding) -> draft.level().isAtLeast(levels.get(0));
  }

  private static Condition path(String key, List<?> values) {
    if (key.startsWith(DATA)) {
      DottedPath path = new DottedPath(key.substring(DATA.length()));
      return (draft, surrounding) -> matches(path.in(draft.data()), values);
    }
    if (key.startsWith(CONTEXT)) {
      DottedPath path = new DottedPath(key.substring(CONTEXT.length()));
      return (draft, surrounding) -> {
        Object explicit = path.in(draft.context());
        return matches(explicit != null ? explicit : path.in(surrounding), values);
      };
    }
    throw new IllegalArgumentException(key + ": unknown condition (known: " + KNOWN + ")");
  }

  private static boolean matches(@Nullable Object actual, List<?> values) {
    for (Object value : values) {
      if (WrittenValues.areSame(value, actual)) {
        return true;
      }
    }
    return false;
  }

  private static <E extends Enum<E>> List<E> constants(String key, Class<E> type, List<?> values) {
    return values.stream().<E>map(value -> constant(key, type, value)).toList();
  }

  private static <E extends Enum<E>> E constant(String key, Class<E> type, Object value) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(String.valueOf(value))) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        key + ": must be of " + List.of(type.getEnumConstants()).toString());
  }
}
