package dev.eventlogger.event;

import java.util.List;

/** What is posted to a Jupyter Server: {@code {schema_id, version, data[, timestamp]}}. */
final class JupyterForm {

  private static final List<String> KEYS = List.of("schema_id", "version", "data", "timestamp");

  private JupyterForm() {}

  static void read(Members in, EventDraft draft) {
    in.refuseUnknown(KEYS);
    draft.schema(CanonicalForm.schema(in, "schema_id", "version"));
    draft.createdAt(in.time("timestamp")).data(in.object("data"));
  }
}
