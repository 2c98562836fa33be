package dev.eventlogger.sink.db;

import java.util.LinkedHashMap;
import java.util.Map;

/** SQL that more than one dialect speaks. */
final class Sql {

  private Sql() {}

  static String deleteSomeById(String table, String condition, int most) {
    return "DELETE FROM "
        + table
        + " WHERE id IN (SELECT id FROM "
        + table
        + " WHERE "
        + condition
        + " ORDER BY created_at, id LIMIT "
        + most
        + ")";
  }

  /** The columns of the event table with the name of their type; a bar stands between several. */
  static Map<String, String> columnTypes(
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
