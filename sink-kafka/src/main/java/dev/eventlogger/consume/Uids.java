package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.formats.JsonMembers;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Finds whose a record is that is no event, so that erasing that user finds it. Stateless. */
final class Uids {

  private Uids() {}

  /**
   * The user's id: from what was kept, from a CloudEvent's header, or from the member {@code uid}
   * of a JSON object.
   *
   * @return null where none of them has it
   */
  static @Nullable String of(
      ConsumerRecord<byte[], byte @Nullable []> found, @Nullable Event kept) {
    if (kept != null) {
      return kept.uid();
    }
    Header header = found.headers().lastHeader("ce_uid");
    if (header != null && header.value() != null) {
      return new String(header.value(), UTF_8);
    }
    byte[] value = found.value();
    return value == null ? null : ofJson(value);
  }

  private static @Nullable String ofJson(byte[] value) {
    try {
      return new JsonReader().read(value, 0, value.length) instanceof Map<?, ?> object
          ? new JsonMembers(JsonReader.asObject(object)).uid("uid")
          : null;
    } catch (MalformedJsonException e) {
      return null;
    }
  }
}
