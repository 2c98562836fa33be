package dev.eventlogger.formats;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.JsonNumbers;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.event.SchemaRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent in the JSON format, ours (see {@link CloudEvents}) or anyone's.
 *
 * <p>Extension attributes that are not ours go into the context, as do the source and an id that is
 * not kept. A {@code dataschema} without a version does not identify a schema: unless its URI ends
 * in a version, it goes into the context too.
 */
final class CloudEventForm {

  private static final List<String> KEYS =
      List.of(
          CloudEventAttributes.SPEC_VERSION,
          "id",
          "source",
          "type",
          "time",
          "subject",
          "dataschema",
          "datacontenttype",
          "data",
          "data_base64",
          "uid",
          "eventtype",
          "level",
          "message",
          "durationms",
          "schemaid",
          "schemaversion",
          "eventcontext");

  private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,64}");
  private static final int MOST_PROBLEMS = 10;

  private CloudEventForm() {}

  static void read(JsonMembers in, EventDraft draft, boolean trustIds) {
    if (!"1.0".equals(in.get(CloudEventAttributes.SPEC_VERSION))) {
      in.problem(CloudEventAttributes.SPEC_VERSION, "must be \"1.0\"");
    }
    in.require("id", "CloudEvents requires it");
    in.require("source", "CloudEvents requires it");
    in.require("type", "CloudEvents requires it");
    draft.name(in.text("type")).createdAt(in.time("time")).subject(in.text("subject"));
    draft.uid(in.uid("uid")).type(in.constant("eventtype", EventType.class));
    Level level = in.constant("level", Level.class);
    draft.level(level == null ? Level.INFO : level);
    draft.message(in.text("message")).duration(in.millis("durationms"));
    Map<String, @Nullable Object> context = context(in);
    CloudEventData.read(in, draft, context);
    origin(in, draft, context, trustIds);
    schema(in, draft, context);
    extensions(in, context);
    draft.context(context);
  }

  private static Map<String, @Nullable Object> context(JsonMembers in) {
    String text = in.text("eventcontext");
    if (text == null) {
      return new LinkedHashMap<>();
    }
    try {
      if (new JsonReader().read(text) instanceof Map<?, ?> context) {
        return new LinkedHashMap<>(JsonReader.asObject(context));
      }
    } catch (MalformedJsonException e) {
      // falls through: one message for everything that is not an object
    }
    in.problem("eventcontext", "must be a JSON object as text");
    return new LinkedHashMap<>();
  }

  private static void origin(
      JsonMembers in, EventDraft draft, Map<String, @Nullable Object> context, boolean trustIds) {
    String id = in.text("id");
    String source = in.text("source");
    UUID kept = trustIds && id != null ? JsonMembers.uuidOf(id) : null;
    draft.trustedId(kept);
    if (kept == null) {
      context.put(CanonicalReader.SOURCE_ID, id);
    }
    // An event of ours that keeps its id is the same event again, with nothing added.
    if (kept == null || !CloudEventAttributes.OWN_SOURCE.equals(source)) {
      context.put("source", source);
    }
  }

  private static void schema(
      JsonMembers in, EventDraft draft, Map<String, @Nullable Object> context) {
    if (in.has("schemaid") || (in.has("schemaversion") && !in.has("dataschema"))) {
      draft.schema(in.schema("schemaid", "schemaversion"));
      return;
    }
    String id = in.text("dataschema");
    String version = in.version("schemaversion");
    if (id == null) {
      return;
    }
    SchemaRef schema = version == null ? SchemaUri.read(id) : new SchemaRef(id, version);
    if (schema == null) {
      context.put("dataschema", id);
    } else {
      draft.schema(schema);
    }
  }

  private static void extensions(JsonMembers in, Map<String, @Nullable Object> context) {
    int wrong = 0;
    for (String key : in.keys()) {
      Object value = in.get(key);
      if (KEYS.contains(key) || value == null) {
        continue;
      }
      String problem = problem(key, value);
      if (problem == null) {
        context.put(key, value);
      } else if (++wrong <= MOST_PROBLEMS) {
        in.problem(key, problem);
      }
    }
    if (wrong > MOST_PROBLEMS) {
      in.problem("has " + (wrong - MOST_PROBLEMS) + " more such attributes");
    }
  }

  /** What is wrong with an extension attribute; null if nothing is. */
  private static @Nullable String problem(String key, Object value) {
    if (!EXTENSION.matcher(key).matches()) {
      return "unknown key; an attribute's name has only lower-case letters and digits";
    }
    return value instanceof String || value instanceof Boolean || JsonNumbers.isWhole(value)
        ? null
        : "must be text, a whole number, true or false: it is an attribute";
  }
}
