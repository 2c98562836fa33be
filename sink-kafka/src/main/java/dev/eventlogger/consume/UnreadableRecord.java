package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.Relay.Made;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Timestamps;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record that is no event, in the form in which it is kept: an event that says where the record
 * stood, and holds its key, value and headers, as text where they are text and in base64 otherwise.
 * If the record could be read and names a schema, the value is replaced by what that schema allows
 * to be kept, and the key and any headers with data are left out. The event has the user's id where
 * that can be made out, so that erasing finds it. Immutable.
 *
 * @param problems why it is no event, each beginning with where it stood
 */
record UnreadableRecord(Event event, List<Problem> problems) {

  static final String NAME = "unreadable-record";

  /** Anything longer is cut; the whole is still in the topic. */
  private static final int MOST_BYTES = 1024 * 1024;

  private static final int MOST_BYTES_OF_HEADERS = 64 * 1024;

  private static final int MOST_PROBLEMS = 20;

  /** Headers that hold none of an event's data, which its schema would have redacted. */
  private static final Set<String> ABOUT_THE_RECORD =
      Set.of(
          "content-type",
          "ce_id",
          "ce_source",
          "ce_specversion",
          "ce_type",
          "ce_time",
          "ce_dataschema",
          "ce_schemaversion");

  static UnreadableRecord of(
      ConsumerRecord<byte[], byte @Nullable []> found, Made.Refused refused) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("topic", found.topic());
    data.put("partition", found.partition());
    data.put("offset", found.offset());
    if (!refused.hasSchema()) {
      put(data, "key", found.key(), MOST_BYTES_OF_HEADERS);
    } else if (found.key() != null) {
      data.put("key_bytes", found.key().length);
    }
    putValue(data, found.value(), refused);
    Map<String, Object> headers = headers(found, refused.hasSchema());
    if (!headers.isEmpty()) {
      data.put("headers", headers);
    }
    String place = place(found);
    EventDraft draft = draft(found, place).uid(Uids.of(found, refused.kept()));
    return new UnreadableRecord(event(draft, data), placed(place, refused.problems()));
  }

  private static List<Problem> placed(String place, List<Problem> problems) {
    List<Problem> placed = new ArrayList<>();
    for (Problem problem : problems) {
      if (placed.size() == MOST_PROBLEMS) {
        int more = problems.size() - MOST_PROBLEMS;
        placed.add(new Problem("", place + ": and " + more + " more problems"));
        break;
      }
      placed.add(new Problem("", place + ": " + problem));
    }
    return placed;
  }

  /** Keeps only where a record stood, for one that cannot be kept, whatever the reason. */
  static UnreadableRecord bare(ConsumerRecord<byte[], byte @Nullable []> found, Problem problem) {
    String place = place(found);
    Map<String, Object> data =
        Map.of("topic", found.topic(), "partition", found.partition(), "offset", found.offset());
    return new UnreadableRecord(
        Event.of(draft(found, place).data(data)), List.of(new Problem("", place + ": " + problem)));
  }

  private static EventDraft draft(ConsumerRecord<byte[], byte @Nullable []> found, String place) {
    return EventDraft.named(NAME)
        .level(Level.ERROR)
        .subject(place)
        .trustedId(RecordIds.ofPlace(found))
        .createdAt(time(found));
  }

  private static String place(ConsumerRecord<byte[], byte @Nullable []> found) {
    return found.topic() + "-" + found.partition() + "@" + found.offset();
  }

  private static Event event(EventDraft draft, Map<String, Object> data) {
    try {
      return Event.of(draft.data(data));
    } catch (IllegalArgumentException e) {
      // It cannot be held by an event either: what matters is where it stood.
      data.keySet().retainAll(List.of("topic", "partition", "offset", "value_bytes"));
      return Event.of(draft.data(data));
    }
  }

  /** A record that names a schema is kept as that schema allows, like every invalid event. */
  private static void putValue(
      Map<String, Object> data, byte @Nullable [] value, Made.Refused refused) {
    if (!refused.hasSchema()) {
      put(data, "value", value, MOST_BYTES);
      return;
    }
    data.put("value_bytes", value == null ? 0 : value.length);
    Event kept = refused.kept();
    if (kept != null) {
      try {
        data.put("event", requireNonNull(new JsonReader().read(kept.toJson())));
      } catch (MalformedJsonException e) {
        throw new IllegalArgumentException("what is kept of an event is JSON", e);
      }
    }
  }

  /**
   * When a record was written; 1970 if it does not say, or its time is not possible for an event.
   */
  static Instant time(ConsumerRecord<byte[], byte @Nullable []> found) {
    return requireNonNullElse(timeOf(found), Instant.EPOCH);
  }

  private static @Nullable Instant timeOf(ConsumerRecord<byte[], byte @Nullable []> found) {
    boolean isKnown =
        found.timestampType() != TimestampType.NO_TIMESTAMP_TYPE && found.timestamp() >= 0;
    return isKnown ? Timestamps.read(found.timestamp()) : null;
  }

  private static Map<String, Object> headers(
      ConsumerRecord<byte[], byte @Nullable []> found, boolean hasSchema) {
    Map<String, Object> headers = new LinkedHashMap<>();
    int left = MOST_BYTES_OF_HEADERS;
    for (Header header : found.headers()) {
      byte[] value = header.value();
      if (hasSchema && !ABOUT_THE_RECORD.contains(header.key().toLowerCase(Locale.ROOT))) {
        continue;
      }
      left -= header.key().length() + (value == null ? 0 : value.length);
      if (left < 0) {
        break;
      }
      put(headers, header.key(), value, MOST_BYTES_OF_HEADERS);
    }
    return headers;
  }

  private static void put(
      Map<String, Object> data, String name, byte @Nullable [] bytes, int most) {
    if (bytes == null) {
      return;
    }
    boolean isCut = bytes.length > most;
    if (isCut) {
      data.put(name + "_bytes", bytes.length);
    }
    byte[] kept = isCut ? Arrays.copyOf(bytes, most) : bytes;
    CharBuffer text = CharBuffer.allocate(kept.length);
    // The last character of what is cut off may be there in part, which is no error then.
    boolean isText = !UTF_8.newDecoder().decode(ByteBuffer.wrap(kept), text, !isCut).isError();
    text.flip();
    if (isText && text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t')) {
      data.put(name, text.toString());
    } else {
      data.put(name + "_base64", Base64.getEncoder().encodeToString(kept));
    }
  }
}
