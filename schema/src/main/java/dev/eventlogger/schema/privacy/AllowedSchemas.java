package dev.eventlogger.schema.privacy;

import dev.eventlogger.event.SchemaRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas' events are recorded, and what of them: the setting {@code allowed_schemas}, with
 * the meaning it has in Jupyter Telemetry. An id allows all its versions. Immutable.
 *
 * <p>Of a schema that is named without categories, as in a list, those properties are recorded
 * whose only category is {@code unrestricted}.
 */
public final class AllowedSchemas {

  /** Every registered schema, with everything: the default without the setting. */
  public static final AllowedSchemas ALL = new AllowedSchemas(Map.of(), Allowed.EVERYTHING);

  private static final String CATEGORIES = "allowed_categories";
  private static final String PROPERTIES = "allowed_properties";
  private static final Allowed UNRESTRICTED_ONLY = new Allowed(Set.of(), Set.of());

  private final Map<String, Allowed> byId;
  private final @Nullable Allowed otherwise;

  private AllowedSchemas(Map<String, Allowed> byId, @Nullable Allowed otherwise) {
    this.byId = Map.copyOf(byId);
    this.otherwise = otherwise;
  }

  /**
   * Parses the setting: a list of ids, or a mapping of ids to {@code {allowed_categories: […],
   * allowed_properties: […]}}. Null is {@link #ALL}; an empty list or mapping allows nothing.
   *
   * @param place where the setting is, for messages
   * @throws IllegalArgumentException with one line for each mistake: where, what is wrong, and what
   *     is right
   */
  public static AllowedSchemas of(String place, @Nullable Object setting) {
    if (setting == null) {
      return ALL;
    }
    Reading reading = new Reading();
    Map<String, Allowed> byId = reading.schemas(place, setting);
    if (!reading.problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", reading.problems));
    }
    return new AllowedSchemas(byId, null);
  }

  /** Whether events of the schema are recorded. */
  public boolean isAllowed(SchemaRef schema) {
    return otherwise != null || byId.containsKey(schema.id());
  }

  /**
   * What of the schema's events is recorded.
   *
   * @throws IllegalArgumentException if they are not recorded at all
   */
  public Allowed forSchema(SchemaRef schema) {
    Allowed allowed = byId.getOrDefault(schema.id(), otherwise);
    if (allowed == null) {
      throw new IllegalArgumentException(schema + " is not in allowed_schemas");
    }
    return allowed;
  }

  /** Parses one setting, and collects what is wrong with it. */
  private static final class Reading {

    private final List<String> problems = new ArrayList<>();

    Map<String, Allowed> schemas(String place, Object setting) {
      Map<String, Allowed> byId = new LinkedHashMap<>();
      if (setting instanceof Map<?, ?> map) {
        map.forEach((id, options) -> byId.put(String.valueOf(id), options(place, id, options)));
      } else {
        texts(place, setting, "schema ids, or a mapping of them")
            .forEach(id -> byId.put(id, UNRESTRICTED_ONLY));
      }
      return byId;
    }

    private Allowed options(String place, Object id, @Nullable Object options) {
      if (options == null) {
        return UNRESTRICTED_ONLY;
      }
      String below = place + "." + id;
      if (!(options instanceof Map<?, ?> map)) {
        problems.add(below + ": must be a mapping; write {" + CATEGORIES + ": [name]}");
        return UNRESTRICTED_ONLY;
      }
      for (Object name : map.keySet()) {
        if (!CATEGORIES.equals(name) && !PROPERTIES.equals(name)) {
          String known = " (known: " + CATEGORIES + ", " + PROPERTIES + ")";
          problems.add(below + "." + name + ": unknown setting" + known);
        }
      }
      return new Allowed(names(below, map, CATEGORIES), names(below, map, PROPERTIES));
    }

    private Set<String> names(String place, Map<?, ?> options, String setting) {
      return texts(place + "." + setting, options.get(setting), "names");
    }

    /** Accepts a single text as a list of one. */
    private Set<String> texts(String place, @Nullable Object value, String what) {
      if (value == null) {
        return Set.of();
      }
      Set<String> texts = new LinkedHashSet<>();
      List<?> items = value instanceof List<?> list ? list : List.of(value);
      for (Object item : items) {
        if (item instanceof String text && !text.isBlank()) {
          texts.add(text);
        } else {
          problems.add(place + ": must be a list of " + what + ", all of them text");
          return texts;
        }
      }
      return texts;
    }
  }
}
