package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.Relay;
import dev.eventlogger.Relay.Made;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.CloudEventAttributes;
import dev.eventlogger.formats.CloudEventPayload;
import dev.eventlogger.formats.EventReader;
import dev.eventlogger.formats.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event from a record: from a CloudEvent in binary or structured mode (Kafka protocol
 * binding 1.0.2), or from JSON in any of our forms. For one thread.
 *
 * <p>What an event logger has written goes on unchanged: canonical JSON byte for byte, or a
 * CloudEvent of its own source. Everything else is taken in here: its data is checked against its
 * schema, and redacted. The same record makes the same event whenever it is read: a CloudEvent gets
 * an id from its source and id, and anything else without a UUID gets one from its place.
 */
final class RecordReader {

  private static final String PREFIX = "ce_";
  private static final String CONTENT_TYPE = "content-type";
  private static final String STRUCTURED = "application/cloudevents";
  private static final String EVENT = "urn:event-logger:event";
  private static final String NO_OBJECT = "an event must be a JSON object";
  private static final MediaType JSON = MediaType.of("application/json");

  private final Relay relay;
  private final EventReader reader = new EventReader(true);
  private final JsonReader json = new JsonReader();

  RecordReader(Relay relay) {
    this.relay = relay;
  }

  /** Returns the event that a record holds, or what is wrong with it. Never throws. */
  Made read(ConsumerRecord<byte[], byte @Nullable []> found) {
    byte[] value = found.value();
    if (value == null) {
      return refused("the value: is null; a record without one is no event");
    }
    try {
      Event whole = Event.ofCanonical(value, 0, value.length);
      if (whole.isCanonical() && isThatOfHeaders(whole, found)) {
        return new Made.Whole(whole);
      }
      return made(form(found, value), found);
    } catch (RuntimeException | StackOverflowError e) {
      // A reader that throws is our fault, but one record must not stop those behind it.
      return refused("cannot be read: " + e.getClass().getName());
    }
  }

  /**
   * The result of reading a record, whether as a CloudEvent, and whether its source says that an
   * event logger wrote it.
   */
  private record Form(Reading reading, boolean isCloudEvent, boolean isOwn) {

    static Form plain(Reading reading) {
      return new Form(reading, false, false);
    }

    static Form cloudEvent(Reading reading, Map<String, @Nullable Object> attributes) {
      return new Form(reading, true, CloudEventAttributes.isOwn(attributes));
    }
  }

  private Made made(Form form, ConsumerRecord<byte[], byte @Nullable []> found) {
    if (!(form.reading() instanceof Reading.Read read)) {
      return new Made.Refused(((Reading.Refused) form.reading()).problems());
    }
    EventDraft draft = read.draft();
    if (form.isCloudEvent() && !form.isOwn()) {
      RecordIds.becomeOwn(draft);
    }
    // Whatever carries our own source was taken in before, so it has an id and a time.
    boolean isOurs = form.isOwn() && draft.createdAt() != null;
    complete(draft, form.isCloudEvent(), found);
    return isOurs ? relay.remake(draft) : relay.make(draft);
  }

  /** What a record takes in memory, roughly: any part of it may be the large one. */
  static long bytes(ConsumerRecord<byte[], byte @Nullable []> found) {
    long bytes = Math.max(0L, found.serializedKeySize()) + Math.max(0, found.serializedValueSize());
    for (Header header : found.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  /** Whether the CloudEvents headers, if there are any, describe the same event. */
  private static boolean isThatOfHeaders(
      Event whole, ConsumerRecord<byte[], byte @Nullable []> found) {
    return found.headers().lastHeader(PREFIX + "specversion") == null
        || whole.id().toString().equals(text(found.headers().lastHeader(PREFIX + "id")));
  }

  private static Made refused(String problem) {
    return new Made.Refused(List.of(new Problem("", problem)));
  }

  private Form form(ConsumerRecord<byte[], byte @Nullable []> found, byte[] value) {
    String contentType = text(found.headers().lastHeader(CONTENT_TYPE));
    MediaType type = contentType == null ? null : MediaType.of(contentType);
    if (type != null && type.name().startsWith(STRUCTURED)) {
      return structured(type, value);
    }
    boolean isBinary = found.headers().lastHeader(PREFIX + "specversion") != null;
    // With our own headers, the value is the whole event, which somebody has serialized anew.
    return !isBinary || EVENT.equals(text(found.headers().lastHeader(PREFIX + "dataschema")))
        ? plain(value)
        : binary(found, contentType, type == null ? JSON : type, value);
  }

  private Form plain(byte[] value) {
    try {
      if (json.read(value, 0, value.length) instanceof Map<?, ?> object) {
        Map<String, @Nullable Object> members = JsonReader.asObject(object);
        Reading reading = reader.read(members);
        return members.get("specversion") == null
            ? Form.plain(reading)
            : Form.cloudEvent(reading, members);
      }
      return refusedForm(new Problem("", NO_OBJECT));
    } catch (MalformedJsonException e) {
      return refusedForm(e.problem());
    }
  }

  private static Form refusedForm(Problem problem) {
    return Form.plain(Reading.refused(problem));
  }

  private Form binary(
      ConsumerRecord<byte[], byte @Nullable []> found,
      @Nullable String contentType,
      MediaType type,
      byte[] value) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    for (Header header : found.headers()) {
      String name = header.key().toLowerCase(Locale.ROOT);
      if (name.startsWith(PREFIX)) {
        String attribute = text(header);
        if (attribute == null) {
          return refusedForm(new Problem("", "a header ce_…: must be text in UTF-8"));
        }
        event.put(name.substring(PREFIX.length()), attribute);
      }
    }
    if (contentType != null) {
      event.put("datacontenttype", contentType);
    }
    if (value.length > 0) {
      CloudEventPayload.add(event, value, type, body -> json.read(body, 0, body.length));
    }
    return Form.cloudEvent(reader.readCloudEvent(event), event);
  }

  private Form structured(MediaType type, byte[] value) {
    if (!type.name().equals(STRUCTURED + "+json")) {
      return refusedForm(
          new Problem(
              "", "content-type: a CloudEvent is read in JSON, as " + STRUCTURED + "+json"));
    }
    try {
      if (json.read(value, 0, value.length) instanceof Map<?, ?> object) {
        Map<String, @Nullable Object> members = JsonReader.asObject(object);
        return Form.cloudEvent(reader.readCloudEvent(members), members);
      }
      return refusedForm(new Problem("", NO_OBJECT));
    } catch (MalformedJsonException e) {
      return refusedForm(e.problem());
    }
  }

  private static @Nullable String text(@Nullable Header header) {
    if (header == null || header.value() == null) {
      return null;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(header.value())).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Fills in what would otherwise differ with each reading. */
  private static void complete(
      EventDraft draft, boolean isCloudEvent, ConsumerRecord<byte[], byte @Nullable []> found) {
    if (draft.trustedId() == null) {
      draft.trustedId(
          isCloudEvent ? RecordIds.ofCloudEvent(draft, found) : RecordIds.ofPlace(found));
    }
    if (draft.createdAt() == null) {
      draft.createdAt(UnreadableRecord.time(found));
    }
  }
}
