package dev.eventlogger.sink.console;

import dev.eventlogger.event.Durations;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonText;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Timestamps;
import dev.eventlogger.spi.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * The line that Querybook's console logger prints, with our additional fields where an event has
 * them:
 *
 * <pre>
 * ConsoleEventLogger - created_at: 2026-11-21T05:14:50.376408Z, uid=42, event_type=CLICK, event_data={"element":"RUN"}
 * </pre>
 *
 * <p>A value with anything but letters, digits and {@code . _ : / @ + # -} is written in quotes, as
 * JSON, so that no value can look like another field. For one thread.
 */
final class TextForm {

  private static final String RESET = "\u001b[0m";
  private static final String FAINT = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";

  private final boolean isColored;
  private final StringBuilder line = new StringBuilder();

  TextForm(boolean isColored) {
    this.isColored = isColored;
  }

  /** The event as one line, without a line end. */
  String line(Event event) {
    line.setLength(0);
    paint(FAINT, "ConsoleEventLogger - created_at: ");
    line.append(Timestamps.micros(event.createdAt()));
    text("uid", event.uid() == null ? "" : quoted(event.uid()));
    text("event_type", event.type() == null ? "" : event.type().name());
    whatQuerybookLacks(event);
    text("event_data", json(event.data()));
    return line.toString();
  }

  private void whatQuerybookLacks(Event event) {
    if (event.type() == null || !event.name().equals(event.type().eventName())) {
      text("name", quoted(event.name()));
    }
    if (event.level() != Level.INFO) {
      key("level");
      paint(color(event.level()), event.level().name());
    }
    optional("subject", event.subject());
    optional("message", event.message());
    optional("schema", event.schema());
    if (event.duration() != null) {
      text("duration_ms", Durations.millis(event.duration()));
    }
    if (!event.context().isEmpty()) {
      text("context", json(event.context()));
    }
  }

  private void optional(String key, @Nullable Object value) {
    if (value != null) {
      text(key, quoted(value.toString()));
    }
  }

  private void text(String key, String value) {
    key(key);
    line.append(value);
  }

  private void key(String key) {
    line.append(", ");
    paint(FAINT, key + "=");
  }

  private void paint(String color, String text) {
    if (isColored && !color.isEmpty()) {
      line.append(color).append(text).append(RESET);
    } else {
      line.append(text);
    }
  }

  private static String color(Level level) {
    return switch (level) {
      case ERROR -> RED;
      case WARNING -> YELLOW;
      case DEBUG -> FAINT;
      case INFO, USAGE, AUDIT -> "";
    };
  }

  private static String quoted(String value) {
    boolean isPlain =
        value
            .codePoints()
            .allMatch(c -> Character.isLetterOrDigit(c) || "._:/@+#-".indexOf(c) >= 0);
    return isPlain && !value.isEmpty() ? value : json(value);
  }

  private static String json(Object value) {
    return OneLine.escape(JsonText.of(value));
  }
}
