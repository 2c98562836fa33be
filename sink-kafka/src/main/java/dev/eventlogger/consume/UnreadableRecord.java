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
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record that is no event, as what is kept of it: an event that says where it stood, and has its
 * key, value and headers, as text where they are and else in base64. Of one that could be read and
 * names a schema, what that schema lets be kept takes the place of the value. Immutable.
 *
 * @param problems why it is none, beginning with where it stood
 */
record UnreadableRecord(Event event, List<Problem> problems) {

  static final String NAME = "unreadable-record";

  /** What is longer is cut, and still in the topic. */
  private static final int MOST_BYTES = 1024 * 1024;

  private static final int MOST_BYTES_OF_HEADERS = 64 * 1024;

  static UnreadableRecord of(
      ConsumerRecord<byte[], byte @Nullable []> found, Made.Refused refused) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("topic", found.topic());
    data.put("partition", found.partition());
    data.put("offset", found.offset());
    put(data, "key", found.key(), MOST_BYTES_OF_HEADERS);
    putValue(data, found.value(), refused);
    Map<String, Object> headers = headers(found);
    if (!headers.isEmpty()) {
      data.put("headers", headers);
    }
    String place = place(found);
    EventDraft draft = draft(found, place);
    List<Problem> placed =
        refused.problems().stream()
            .map(problem -> new Problem("", place + ": " + problem))
            .toList();
    return new UnreadableRecord(event(draft, data), placed);
  }

  /** Only where a record stood, of one that cannot be kept, whatever the reason is. */
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
        .trustedId(RecordIds.of(EventDraft.named(NAME), found))
        .createdAt(time(found));
  }

  private static String place(ConsumerRecord<byte[], byte @Nullable []> found) {
    return found.topic() + "-" + found.partition() + "@" + found.offset();
  }

  private static Event event(EventDraft draft, Map<String, Object> data) {
    try {
      return Event.of(draft.data(data));
    } catch (IllegalArgumentException e) {
      // What cannot stand in an event either: where it stood is what matters.
      data.keySet().retainAll(List.of("topic", "partition", "offset", "value_bytes"));
      return Event.of(draft.data(data));
    }
  }

  /** What names a schema is kept as the schema has it, as every invalid event is. */
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

  private static Instant time(ConsumerRecord<byte[], byte @Nullable []> found) {
    return requireNonNullElse(timeOf(found), Instant.EPOCH);
  }

  /** When a record was written; null if it does not say, or says what no event can. */
  static @Nullable Instant timeOf(ConsumerRecord<byte[], byte @Nullable []> found) {
    boolean isKnown =
        found.timestampType() != TimestampType.NO_TIMESTAMP_TYPE && found.timestamp() >= 0;
    return isKnown ? Timestamps.read(found.timestamp()) : null;
  }

  private static Map<String, Object> headers(ConsumerRecord<byte[], byte @Nullable []> found) {
    Map<String, Object> headers = new LinkedHashMap<>();
    int left = MOST_BYTES_OF_HEADERS;
    for (Header header : found.headers()) {
      byte[] value = header.value();
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
    if (bytes.length > most) {
      data.put(name + "_bytes", bytes.length);
    }
    byte[] kept = bytes.length > most ? Arrays.copyOf(bytes, most) : bytes;
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(kept)).toString();
      if (text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
        data.put(name + "_base64", Base64.getEncoder().encodeToString(kept));
      } else {
        data.put(name, text);
      }
    } catch (CharacterCodingException e) {
      data.put(name + "_base64", Base64.getEncoder().encodeToString(kept));
    }
  }
}
