package dev.eventlogger.intake;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.SchemaRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one event is worked on with, from draft to canonical JSON, and what {@link Intake#take} says
 * of it; then the next, by whichever thread. For one thread at a time.
 */
public final class Workspace {

  // Workspaces are kept; a schema's id may come from outside.
  private static final int LONGEST_KEPT = 1_000;

  private final CanonicalJson json = new CanonicalJson();
  // For callers that bring no draft of their own; reused.
  private final EventDraft ownDraft = EventDraft.of(EventType.API);
  private SchemaRef latestSchema = new SchemaRef("", "");
  private long wanted;
  private boolean toBeKept;

  /** One that is clear. */
  public Workspace() {}

  /** A draft of what most events consist of, until this is cleared. */
  public EventDraft draft(
      @Nullable String uid,
      @Nullable EventType type,
      @Nullable SchemaRef schema,
      Map<String, ?> data) {
    return ownDraft.uid(uid).type(type).schema(schema).data(data);
  }

  /** The key of a schema; mostly the same as before. */
  public SchemaRef schema(String id, String version) {
    if (latestSchema.id().equals(id) && latestSchema.version().equals(version)) {
      return latestSchema;
    }
    SchemaRef schema = new SchemaRef(id, version);
    if (id.length() + version.length() <= LONGEST_KEPT) {
      latestSchema = schema;
    }
    return schema;
  }

  /** Holds the event that was taken in, or what is to be kept of one that was refused. */
  public CanonicalJson json() {
    return json;
  }

  /** The logs that want the event that was taken in. */
  public long wanted() {
    return wanted;
  }

  /** Whether a part of the event that was refused is to be kept. */
  public boolean isToBeKept() {
    return toBeKept;
  }

  void begin() {
    wanted = 0;
    toBeKept = false;
  }

  void wantedBy(long logs) {
    wanted = logs;
  }

  void keep() {
    toBeKept = true;
  }

  /** Lets go of the event, of which nothing may stay behind: workspaces live long. */
  public void clear() {
    ownDraft.uid(null).schema(null).data(Map.of());
    json.release();
  }
}
