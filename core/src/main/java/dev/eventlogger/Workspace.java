package dev.eventlogger;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.intake.Intake;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one event is worked on with, from draft to canonical JSON; then the next, by whichever
 * thread. For one thread at a time.
 */
final class Workspace {

  // Workspaces are kept; a schema's id may come from outside.
  private static final int LONGEST_KEPT = 1_000;

  private final Intake intake;
  private final Intake.Next next;
  private final CanonicalJson json = new CanonicalJson();
  // For callers that bring no draft of their own; reused.
  private final EventDraft ownDraft = EventDraft.of(EventType.API);
  private SchemaRef latestSchema = new SchemaRef("", "");

  Workspace(Intake intake, Intake.Next next) {
    this.intake = intake;
    this.next = next;
  }

  /** The key of a schema; mostly the same as before. */
  SchemaRef schema(String id, String version) {
    if (latestSchema.id().equals(id) && latestSchema.version().equals(version)) {
      return latestSchema;
    }
    SchemaRef schema = new SchemaRef(id, version);
    if (id.length() + version.length() <= LONGEST_KEPT) {
      latestSchema = schema;
    }
    return schema;
  }

  /** Takes what most events consist of, without a draft. */
  Outcome take(
      @Nullable String uid,
      @Nullable EventType type,
      @Nullable SchemaRef schema,
      Map<String, ?> data,
      Map<String, ?> context,
      long logs) {
    try {
      return take(ownDraft.uid(uid).type(type).schema(schema).data(data), context, logs);
    } finally {
      ownDraft.uid(null).schema(null).data(Map.of());
    }
  }

  static Outcome unreadable(Throwable failure) {
    return new Outcome.Invalid("", "cannot be read: " + failure.getClass().getName());
  }

  Outcome take(EventDraft draft, Map<String, ?> context, long logs) {
    try {
      return intake.take(draft, context, logs, json, next);
    } catch (Throwable e) {
      // The application's maps and values are code too. Their messages may hold event data. What
      // fails in delivery does not come as far as here.
      json.forget();
      return unreadable(e);
    } finally {
      json.release();
    }
  }
}
