package dev.eventlogger.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.event.Outcome.DropReason;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notes about a log that an event logger keeps beside its journal. The journal's own files do not
 * say this. Holds nothing of an event, and no secret.
 *
 * @param dropped events that the log did not take since the journal was created, by reason
 * @param lastDrop when the last of them was dropped, to the second; null if none was
 * @param failures calls of the sink that failed since the journal was created
 * @param failure why the sink is failing, or was when the event logger ended; null if it works
 * @param stuckSince when the call began that is taking too long; null if there is none
 */
public record LogNotes(
    Map<DropReason, Long> dropped,
    @Nullable Instant lastDrop,
    long failures,
    @Nullable SinkFailure failure,
    @Nullable Instant stuckSince) {

  /** The notes of a log about which nothing was written down. */
  public static final LogNotes NONE = new LogNotes(Map.of(), null, 0, null, null);

  public LogNotes {
    dropped = Map.copyOf(dropped);
  }

  String toJson() {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("dropped");
      for (Map.Entry<DropReason, Long> entry : withAll().entrySet()) {
        json.writeNumberField(entry.getKey().name(), entry.getValue());
      }
      json.writeEndObject();
      write(json, "last_drop", lastDrop);
      json.writeNumberField("failures", failures);
      write(json, "stuck_since", stuckSince);
      if (failure != null) {
        json.writeObjectFieldStart("failure");
        write(json, "since", failure.since());
        json.writeStringField("reason", failure.reason());
        json.writeBooleanField("needs_person", failure.needsPerson());
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writing to memory does not fail
    }
    return out.toString();
  }

  private Map<DropReason, Long> withAll() {
    Map<DropReason, Long> all = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      all.put(reason, dropped.getOrDefault(reason, 0L));
    }
    return all;
  }

  private static void write(JsonGenerator json, String name, @Nullable Instant time)
      throws IOException {
    if (time != null) {
      json.writeStringField(name, time.toString());
    }
  }

  /** Reads notes; those that cannot be read count as absent. */
  public static LogNotes parse(String notes) {
    byte[] bytes = notes.getBytes(UTF_8);
    try {
      return new JsonReader().read(bytes, 0, bytes.length) instanceof Map<?, ?> json
          ? of(json)
          : NONE;
    } catch (MalformedJsonException | DateTimeException e) {
      return NONE;
    }
  }

  private static LogNotes of(Map<?, ?> json) {
    Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    if (json.get("dropped") instanceof Map<?, ?> counts) {
      for (DropReason reason : DropReason.values()) {
        long count = number(counts, reason.name());
        if (count > 0) {
          dropped.put(reason, count);
        }
      }
    }
    SinkFailure failure = null;
    if (json.get("failure") instanceof Map<?, ?> last) {
      Instant since = time(last, "since");
      boolean needsPerson = Boolean.TRUE.equals(last.get("needs_person"));
      String reason = String.valueOf(last.get("reason"));
      failure = since == null ? null : new SinkFailure(since, reason, needsPerson);
    }
    return new LogNotes(
        dropped,
        time(json, "last_drop"),
        number(json, "failures"),
        failure,
        time(json, "stuck_since"));
  }

  private static long number(Map<?, ?> json, String name) {
    return json.get(name) instanceof Number number ? Math.max(0, number.longValue()) : 0;
  }

  private static @Nullable Instant time(Map<?, ?> json, String name) {
    return json.get(name) instanceof String text ? Instant.parse(text) : null;
  }
}
