package dev.eventlogger.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Canonical JSON from outside: any of its members may be absent. */
final class CanonicalForm {

  static final String SOURCE_ID = "source_id";
  static final String NOT_IDENTIFIED = "missing; an event needs an event_type, a name or a schema";

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

  private CanonicalForm() {}

  static void read(Members in, EventDraft draft, boolean trustIds) {
    in.refuseUnknown(KEYS);
    if (!in.has("event_type") && !in.has("name") && !in.has("schema")) {
      in.problem("event_type", NOT_IDENTIFIED);
    }
    draft.createdAt(in.time("created_at")).duration(in.millis("duration_ms")).uid(in.uid("uid"));
    draft.type(in.constant("event_type", EventType.class)).name(in.text("name"));
    Level level = in.constant("level", Level.class);
    draft.level(level == null ? Level.INFO : level);
    draft.subject(in.text("subject")).message(in.text("message")).schema(schema(in));
    draft.context(in.object("context")).data(in.object("event_data"));
    id(in, draft, trustIds);
  }

  private static @Nullable SchemaRef schema(Members in) {
    if (!in.has("schema")) {
      return null;
    }
    if (!(in.get("schema") instanceof Map<?, ?>)) {
      in.problem("schema", "must be an object of id and version");
      return null;
    }
    Members schema = in.within("schema");
    schema.refuseUnknown(List.of("id", "version"));
    return schema(schema, "id", "version");
  }

  /** A schema of which both the id and the version are required. */
  static @Nullable SchemaRef schema(Members in, String idKey, String versionKey) {
    in.require(idKey, "the id of the schema that the data follows");
    in.require(versionKey, "the version of the schema that the data follows");
    String id = in.text(idKey);
    String version = in.version(versionKey);
    return id == null || version == null ? null : new SchemaRef(id, version);
  }

  private static void id(Members in, EventDraft draft, boolean trustIds) {
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
