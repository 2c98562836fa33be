package dev.eventlogger.formats;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.event.Timestamps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The flat capsule that Jupyter Events writes: the members of the data and of the envelope in one
 * object.
 *
 * <p>Data must not be mistaken for the envelope: logging refuses members with such names, and here
 * they are left out.
 */
final class JupyterCapsule {

  private static final String TIMESTAMP = "__timestamp__";
  private static final String SCHEMA = "__schema__";
  private static final String SCHEMA_VERSION = "__schema_version__";
  private static final String METADATA_VERSION = "__metadata_version__";
  private static final Set<String> ENVELOPE =
      Set.of(TIMESTAMP, SCHEMA, SCHEMA_VERSION, METADATA_VERSION);

  private JupyterCapsule() {}

  /** Whether an object from outside has members of the envelope. */
  static boolean isOne(JsonMembers in) {
    return in.has(TIMESTAMP)
        || in.has(SCHEMA)
        || in.has(SCHEMA_VERSION)
        || in.has(METADATA_VERSION);
  }

  /** Reads a capsule: members that are not the envelope's are data, even nulls. */
  static void read(JsonMembers in, EventDraft draft) {
    draft.schema(in.schema(SCHEMA, SCHEMA_VERSION)).createdAt(in.time(TIMESTAMP));
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    for (String key : in.keys()) {
      if (!ENVELOPE.contains(key)) {
        data.put(key, in.get(key));
      }
    }
    draft.data(data);
  }

  static Map<String, @Nullable Object> of(Event event) {
    Map<String, @Nullable Object> capsule = new LinkedHashMap<>(event.data());
    capsule.keySet().removeAll(ENVELOPE);
    capsule.put(TIMESTAMP, Timestamps.micros(event.createdAt()));
    SchemaRef schema = event.schema();
    if (schema != null) {
      capsule.put(SCHEMA, schema.id());
      capsule.put(SCHEMA_VERSION, schema.version());
    }
    capsule.put(METADATA_VERSION, 1);
    return capsule;
  }
}
