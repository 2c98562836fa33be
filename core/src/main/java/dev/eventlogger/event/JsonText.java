package dev.eventlogger.event;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON, by the same rules as in an event. Thread-safe. */
public final class JsonText {

  private JsonText() {}

  /**
   * Returns the JSON of a value, on one line.
   *
   * @throws IllegalArgumentException if it cannot be written as JSON
   */
  public static String of(@Nullable Object value) {
    return written(value).toString();
  }

  /**
   * Writes an object in UTF-8, on one line, without a line end.
   *
   * @throws IllegalArgumentException if a value cannot be written as JSON
   */
  public static void write(Map<String, ? extends @Nullable Object> object, OutputStream out)
      throws IOException {
    JsonBytes json = written(object);
    out.write(json.buffer(), 0, json.length());
  }

  private static JsonBytes written(@Nullable Object value) {
    JsonBytes json = new JsonBytes(Integer.MAX_VALUE);
    try {
      new ValueWriter(json).value(value, 0);
    } catch (UnwritableException e) {
      throw new IllegalArgumentException(e.toProblem().toString(), e);
    }
    return json;
  }
}
