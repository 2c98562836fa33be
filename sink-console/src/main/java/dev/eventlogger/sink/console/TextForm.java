package dev.eventlogger.sink.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.Level;
import dev.eventlogger.spi.OneLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The line that Querybook's console logger prints, with our other fields where an event has them:
 *
 * <pre>
 * ConsoleEventLogger - created_at: 2026-11-21T05:14:50.376408Z, uid=42, event_type=CLICK, event_data={"element":"RUN"}
 * </pre>
 *
 * <p>A value with anything but letters, digits and {@code . _ : / @ + # -} in it stands in quotes,
 * as JSON, so that no value can look like another field. For one thread.
 */
final class TextForm {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String RESET = "\u001b[0m";
  private static final String FAINT = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";

  private final JsonMapper json =
      JsonMapper.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();
  private final boolean isColored;
  private final StringBuilder line = new StringBuilder();

  TextForm(boolean isColored) {
    this.isColored = isColored;
  }

  /** The event as one line, without its end. */
  String line(Event event) {
    line.setLength(0);
    paint(FAINT, "ConsoleEventLogger - created_at: ");
    TIME.formatTo(event.createdAt(), line);
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
      text("duration_ms", millis(event.duration()));
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

  private String quoted(String value) {
    boolean isPlain =
        value
            .codePoints()
            .allMatch(c -> Character.isLetterOrDigit(c) || "._:/@+#-".indexOf(c) >= 0);
    return isPlain && !value.isEmpty() ? value : json(value);
  }

  private String json(Object value) {
    try {
      return OneLine.escape(json.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event holds a value that is not JSON", e);
    }
  }

  private static String millis(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
        .add(BigDecimal.valueOf(duration.getNano(), 9))
        .movePointRight(3)
        .stripTrailingZeros()
        .toPlainString();
  }
}
