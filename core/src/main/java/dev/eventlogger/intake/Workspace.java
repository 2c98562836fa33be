package dev.eventlogger.intake;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.SchemaRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Space in which {@link Intake#take} turns a draft into canonical JSON, and notes the result. Later
 * events, of any thread, reuse it. For one thread at a time.
 */
public final class Workspace {

  // Workspaces live long, and a schema's id may come from outside.
  private static final int LONGEST_KEPT = 1_000;

  private final CanonicalJson json = new CanonicalJson();
  // Reused for callers that bring no draft of their own.
  private final EventDraft ownDraft = EventDraft.of(EventType.API);
  private SchemaRef latestSchema = new SchemaRef("", "");
  private long wanted;
  private boolean toBeKept;

  /** Creates an empty one. */
  public Workspace() {}

  /** A draft of what most events consist of; valid until {@link #clear}. */
  public EventDraft draft(
      @Nullable String uid,
      @Nullable EventType type,
      @Nullable SchemaRef schema,
      Map<String, ?> data) {
    return ownDraft.uid(uid).type(type).schema(schema).data(data);
  }

  /** The key of a schema; reuses the previous one if equal, as it mostly is. */
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

  /** Whether what {@link #json} holds of a refused event is to be kept. */
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

  /** Forgets the event: workspaces live long, and must not keep an event's objects in memory. */
  public void clear() {
    ownDraft.uid(null).schema(null).data(Map.of());
    json.release();
  }
}
