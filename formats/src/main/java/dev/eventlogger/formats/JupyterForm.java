package dev.eventlogger.formats;

import dev.eventlogger.event.EventDraft;
import java.util.List;

/** The form that is posted to a Jupyter Server: {@code {schema_id, version, data[, timestamp]}}. */
final class JupyterForm {

  private static final List<String> KEYS = List.of("schema_id", "version", "data", "timestamp");

  private JupyterForm() {}

  static void read(JsonMembers in, EventDraft draft) {
    in.refuseUnknown(KEYS);
    draft.schema(in.schema("schema_id", "version"));
    draft.createdAt(in.time("timestamp")).data(in.object("data"));
  }
}
