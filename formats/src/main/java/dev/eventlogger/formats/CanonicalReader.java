package dev.eventlogger.formats;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.event.SchemaRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event from canonical JSON, in which only one of {@code event_type}, {@code name} and
 * {@code schema} is required. Immutable, thread-safe.
 */
public final class CanonicalReader {

  /** The member of the context for an id from outside that is not trusted. */
  public static final String SOURCE_ID = "source_id";

  private static final List<String> KEYS =
      List.of(
          "id",
          "created_at",
          "duration_ms",
          "uid",
          "event_type",
          "name",
          "level",
          "subject",
          "message",
          "schema",
          "context",
          "event_data");

  private final boolean trustIds;

  /**
   * A reader for one kind of sender.
   *
   * @param trustIds whether an event keeps the id it comes with, as in a replay: then the id must
   *     be a UUID. Otherwise the id becomes the context's {@link #SOURCE_ID}, since a guessed id
   *     would make another event look like a repetition
   */
  public CanonicalReader(boolean trustIds) {
    this.trustIds = trustIds;
  }

  /** Reads an event from parsed JSON. */
  public Reading read(Map<String, ? extends @Nullable Object> json) {
    JsonMembers in = new JsonMembers(json);
    EventDraft draft = EventDraft.blank();
    read(in, draft);
    List<Problem> problems = in.problems();
    return problems.isEmpty() ? new Reading.Read(draft) : new Reading.Refused(problems);
  }

  private void read(JsonMembers in, EventDraft draft) {
    in.refuseUnknown(KEYS);
    if (!in.has("event_type") && !in.has("name") && !in.has("schema")) {
      in.problem("event_type", CanonicalJson.NOT_IDENTIFIED);
    }
    draft.createdAt(in.time("created_at")).duration(in.millis("duration_ms")).uid(in.uid("uid"));
    draft.type(in.constant("event_type", EventType.class)).name(in.text("name"));
    Level level = in.constant("level", Level.class);
    draft.level(level == null ? Level.INFO : level);
    draft.subject(in.text("subject")).message(in.text("message")).schema(schema(in));
    draft.context(in.object("context")).data(in.object("event_data"));
    id(in, draft);
  }

  private static @Nullable SchemaRef schema(JsonMembers in) {
    if (!in.has("schema")) {
      return null;
    }
    if (!(in.get("schema") instanceof Map<?, ?>)) {
      in.problem("schema", "must be an object of id and version");
      return null;
    }
    JsonMembers schema = in.within("schema");
    schema.refuseUnknown(List.of("id", "version"));
    return schema.schema("id", "version");
  }

  private void id(JsonMembers in, EventDraft draft) {
    if (trustIds) {
      draft.trustedId(in.uuid("id"));
      return;
    }
    String id = in.textOrWholeNumber("id");
    if (id != null) {
      Map<String, @Nullable Object> context = new LinkedHashMap<>(draft.context());
      context.put(SOURCE_ID, id);
      draft.context(context);
    }
  }
}
