package dev.eventlogger.formats;

import dev.eventlogger.event.Durations;
import dev.eventlogger.event.JsonNumbers;
import dev.eventlogger.event.JsonPointers;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.event.Timestamps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object from outside, each read as the type that it must have. A member of
 * another type is noted as a problem and then treated as absent, so that all problems are found.
 * For one thread.
 */
public final class JsonMembers {

  private static final int MOST_UNKNOWN = 10;

  private final Map<String, ? extends @Nullable Object> json;
  private final String at;
  private final List<Problem> problems;

  /** The members of an object. */
  public JsonMembers(Map<String, ? extends @Nullable Object> json) {
    this(json, "", new ArrayList<>());
  }

  private JsonMembers(
      Map<String, ? extends @Nullable Object> json, String at, List<Problem> problems) {
    this.json = json;
    this.at = at;
    this.problems = problems;
  }

  /** Whether there is a member that is not null. */
  public boolean has(String key) {
    return json.get(key) != null;
  }

  /** Whether there are no members but these. */
  public boolean hasOnly(Collection<String> keys) {
    return keys.containsAll(json.keySet());
  }

  /** A member as it is; null if it is absent. */
  public @Nullable Object get(String key) {
    return json.get(key);
  }

  /** The names of all members. */
  public Collection<String> keys() {
    return List.copyOf(json.keySet());
  }

  /** The problems noted so far, here and in {@link #within}. */
  public List<Problem> problems() {
    return problems;
  }

  /** Notes a problem with a member. */
  public void problem(String key, String problem) {
    problems.add(new Problem(at + "/" + JsonPointers.segment(key), problem));
  }

  /** Notes a problem with the whole object. */
  void problem(String problem) {
    problems.add(new Problem(at, problem));
  }

  /** Notes each member that is not known, and so misspelt or meant for something else. */
  public void refuseUnknown(List<String> known) {
    if (hasOnly(known)) {
      return;
    }
    List<String> unknown = json.keySet().stream().filter(key -> !known.contains(key)).toList();
    String problem = "unknown key; known here: " + String.join(", ", known);
    unknown.stream().limit(MOST_UNKNOWN).forEach(key -> problem(key, problem));
    if (unknown.size() > MOST_UNKNOWN) {
      int more = unknown.size() - MOST_UNKNOWN;
      problem("has " + more + " more unknown keys");
    }
  }

  /** Notes a member that is missing. */
  public void require(String key, String problem) {
    if (!has(key)) {
      problem(key, "missing; " + problem);
    }
  }

  /** A text. */
  public @Nullable String text(String key) {
    Object value = json.get(key);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    problem(key, "must be text");
    return null;
  }

  /** A text, or a whole number as text. */
  public @Nullable String textOrWholeNumber(String key) {
    Object value = json.get(key);
    if (JsonNumbers.isWhole(value)) {
      return String.valueOf(value);
    }
    if (value == null || value instanceof String) {
      return (String) value;
    }
    problem(key, "must be text or a whole number");
    return null;
  }

  /** A text, or any number as text, such as 1.0. */
  public @Nullable String version(String key) {
    Object value = json.get(key);
    if (value == null || value instanceof String || value instanceof Number) {
      return value == null ? null : value.toString();
    }
    problem(key, "must be text or a number");
    return null;
  }

  /** A text or a whole number as text; null if it is absent or the number 0. */
  public @Nullable String uid(String key) {
    String uid = textOrWholeNumber(key);
    return "0".equals(uid) && !(json.get(key) instanceof String) ? null : uid;
  }

  /** A UUID in its usual form. */
  public @Nullable UUID uuid(String key) {
    Object value = json.get(key);
    UUID id = value instanceof String text ? uuidOf(text) : null;
    if (value != null && id == null) {
      problem(key, "must be a UUID of 36 characters, to be kept as the event's id");
    }
    return id;
  }

  /** An object; empty if it is absent. */
  public Map<String, @Nullable Object> object(String key) {
    Object value = json.get(key);
    if (value instanceof Map<?, ?>) {
      return JsonReader.asObject(value);
    }
    if (value != null) {
      problem(key, "must be an object");
    }
    return Map.of();
  }

  /** A schema's id and version, which are both required. */
  public @Nullable SchemaRef schema(String idKey, String versionKey) {
    require(idKey, "the id of the schema that the data follows");
    require(versionKey, "the version of the schema that the data follows");
    String id = text(idKey);
    String version = version(versionKey);
    return id == null || version == null ? null : new SchemaRef(id, version);
  }

  /** The members of the object in a member. */
  public JsonMembers within(String key) {
    return new JsonMembers(object(key), at + "/" + key, problems);
  }

  public @Nullable Instant time(String key) {
    Object value = json.get(key);
    Instant time = value == null ? null : Timestamps.read(value);
    if (value != null && time == null) {
      problem(
          key,
          "must be a time: RFC 3339 with an offset, such as 2026-11-21T05:14:50Z,"
              + " or epoch milliseconds");
    }
    return time;
  }

  /** A number of milliseconds, possibly with a fraction, or such a number as text. */
  public @Nullable Duration millis(String key) {
    Object value = json.get(key);
    Number number = value instanceof String text ? decimal(text) : null;
    Number millis = value instanceof Number direct ? direct : number;
    Duration duration = millis == null ? null : Durations.ofMillis(millis);
    if (value != null && duration == null) {
      problem(key, "must be a number of milliseconds, not negative");
    }
    return duration;
  }

  /** The constant of that name. */
  public <E extends Enum<E>> @Nullable E constant(String key, Class<E> type) {
    Object value = json.get(key);
    if (value == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    problem(
        key,
        "must be one of "
            + Arrays.stream(type.getEnumConstants())
                .map(Enum::name)
                .collect(Collectors.joining(", ")));
    return null;
  }

  /**
   * The UUID of a text; null unless it has the usual form. {@link UUID#fromString} accepts more.
   */
  public static @Nullable UUID uuidOf(String text) {
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equalsIgnoreCase(text) ? id : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable BigDecimal decimal(String text) {
    try {
      return text.length() > 100 ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
