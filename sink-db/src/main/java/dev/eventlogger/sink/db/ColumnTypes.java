package dev.eventlogger.sink.db;

import java.util.LinkedHashMap;
import java.util.Map;

/** The columns of the event table. */
final class ColumnTypes {

  private ColumnTypes() {}

  /** Each column with the name of its type; alternatives are separated by a bar. */
  static Map<String, String> of(
      String id, String time, String decimal, String key, String text, String json) {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("id", id);
    types.put("created_at", time);
    types.put("duration_ms", decimal);
    types.put("uid", key);
    types.put("event_type", key);
    types.put("name", key);
    types.put("level", key);
    types.put("subject", key);
    types.put("message", text);
    types.put("schema_id", text);
    types.put("schema_version", text);
    types.put("context", json);
    types.put("event_data", json);
    return types;
  }
}
