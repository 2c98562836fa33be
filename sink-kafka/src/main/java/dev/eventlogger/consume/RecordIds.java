package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.formats.CanonicalReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Ids for events that come without a UUID: the same whenever the record is read, so that a store
 * has the event once. They are UUIDs of version 8 (RFC 9562, section 5.8), made from SHA-256.
 * Stateless.
 */
final class RecordIds {

  private static final long VERSION = 0x8000;
  private static final long NO_VERSION = ~0xF000L;
  private static final long VARIANT = 1L << 63;
  private static final long NO_VARIANT = ~(3L << 62);

  private RecordIds() {}

  /**
   * Moves the id of somebody else's CloudEvent into its context: such an id is unique within its
   * source only, whether it is a UUID or not.
   */
  static void becomeOwn(EventDraft draft) {
    UUID theirs = draft.trustedId();
    if (theirs != null) {
      Map<String, @Nullable Object> context = new LinkedHashMap<>(draft.context());
      context.put(CanonicalReader.SOURCE_ID, theirs.toString());
      draft.context(context).trustedId(null);
    }
  }

  /**
   * The id for a CloudEvent: from its source and id, which are unique only together (CloudEvents
   * 1.0.2, "id").
   *
   * @param draft as it was read from the record, without an id
   */
  static UUID ofCloudEvent(EventDraft draft, ConsumerRecord<byte[], byte @Nullable []> found) {
    Object id = draft.context().get(CanonicalReader.SOURCE_ID);
    Object source = draft.context().get("source");
    return id != null && source != null ? of("cloudevent " + source + " " + id) : ofPlace(found);
  }

  /**
   * The id for anything else: from the place of the record and its time, since the offsets of a
   * recreated topic start at 0 again.
   */
  static UUID ofPlace(ConsumerRecord<byte[], byte @Nullable []> found) {
    return of(
        "record "
            + found.topic()
            + " "
            + found.partition()
            + " "
            + found.offset()
            + " "
            + found.timestamp());
  }

  private static UUID of(String name) {
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(name.getBytes(UTF_8)));
    return new UUID(
        (digest.getLong() & NO_VERSION) | VERSION, (digest.getLong() & NO_VARIANT) | VARIANT);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
