package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a draft as the canonical JSON of an event: one object on one line, in UTF-8.
 *
 * <p>This is the one place where an event is serialised. Absent members are left out; the order is
 * {@code id, created_at, duration_ms, uid, event_type, name, level, subject, message, schema,
 * context, event_data}. A writer is reused for one event after the other, by one thread.
 */
public final class CanonicalJson {

  /** How deep objects and arrays may be nested, {@code event_data} included. */
  public static final int MAX_DEPTH = 100;

  /** The most bytes of JSON in an event, unless the constructor was given another number: 4 MiB. */
  public static final int DEFAULT_MAX_BYTES = 4 * 1024 * 1024;

  /** What is wrong with a draft that does not say what happened. */
  public static final String NOT_IDENTIFIED =
      "missing; an event needs an event_type, a name or a schema";

  private static final int LONGEST_NAME = 200;

  private static final byte[] ID = ascii("{\"id\":");
  private static final byte[] CREATED_AT = ascii(",\"created_at\":\"");
  private static final byte[] DURATION = ascii(",\"duration_ms\":");
  private static final byte[] UID = ascii(",\"uid\":");
  private static final byte[] TYPE = ascii(",\"event_type\":\"");
  private static final byte[] NAME = ascii(",\"name\":");
  private static final byte[] LEVEL = ascii(",\"level\":\"");
  private static final byte[] SUBJECT = ascii(",\"subject\":");
  private static final byte[] MESSAGE = ascii(",\"message\":");
  private static final byte[] SCHEMA_ID = ascii(",\"schema\":{\"id\":");
  private static final byte[] SCHEMA_VERSION = ascii(",\"version\":");
  private static final byte[] CONTEXT = ascii(",\"context\":");
  private static final byte[] DATA = ascii(",\"event_data\":");

  private final int maxBytes;
  private final JsonBytes json;
  private final ValueWriter values;
  private final TimeWriter times;
  private final EventIds ids = new EventIds(EventIds.PROCESS);

  /** Writes events of up to {@link #DEFAULT_MAX_BYTES}. */
  public CanonicalJson() {
    this(DEFAULT_MAX_BYTES);
  }

  /**
   * Writes events of up to a number of bytes.
   *
   * @param maxBytes a larger event is a problem
   */
  public CanonicalJson(int maxBytes) {
    this.maxBytes = maxBytes;
    json = new JsonBytes(maxBytes);
    values = new ValueWriter(json);
    times = new TimeWriter(json);
  }

  /**
   * Writes an event with the draft's own data, replacing the event before.
   *
   * @param draft its context takes precedence over the surrounding one
   * @param surrounding context from elsewhere, already nested
   * @return why the draft cannot be an event; null if it is written
   */
  public @Nullable Problem write(EventDraft draft, Map<String, ?> surrounding) {
    return write(draft, surrounding, draft.data());
  }

  /**
   * Writes an event, replacing the event before.
   *
   * @param draft its context takes precedence over the surrounding one
   * @param surrounding context from elsewhere, already nested
   * @param data replaces the draft's data
   * @return why the draft cannot be an event; null if it is written
   */
  public @Nullable Problem write(
      EventDraft draft, Map<String, ?> surrounding, Map<String, ?> data) {
    json.reset();
    Problem problem = check(draft);
    if (problem != null) {
      return problem;
    }
    try {
      envelope(draft);
      context(draft, surrounding);
      data(draft, data);
      json.raw('}');
      return json.length() <= maxBytes ? null : UnwritableException.tooLarge(maxBytes).toProblem();
    } catch (UnwritableException e) {
      values.forget(); // it stopped in the middle of objects
      return e.toProblem();
    }
  }

  /**
   * Frees the memory of the event written last if it was unusually large. Threads that log live
   * long, and there are many.
   */
  public void release() {
    json.trim();
  }

  /** Clears everything after a failure in the middle of an event. */
  public void forget() {
    values.forget();
    json.reset();
  }

  /**
   * The bytes of the event written last, from 0 to {@link #length()}. The next event overwrites
   * them.
   */
  public byte[] buffer() {
    return json.buffer();
  }

  /** How many bytes the event written last has. */
  public int length() {
    return json.length();
  }

  /** A copy of the bytes of the event written last. */
  public byte[] toByteArray() {
    return Arrays.copyOf(json.buffer(), json.length());
  }

  private static @Nullable Problem check(EventDraft draft) {
    if (!draft.isIdentified()) {
      return new Problem("/event_type", NOT_IDENTIFIED);
    }
    String name = draft.name();
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      return new Problem("/name", "must have 1 to " + LONGEST_NAME + " characters");
    }
    Instant createdAt = draft.createdAt();
    if (createdAt != null && !Timestamps.isRepresentable(createdAt)) {
      return new Problem("/created_at", "must be in the years 0000 to 9999 (RFC 3339)");
    }
    Duration duration = draft.duration();
    if (duration != null && duration.isNegative()) {
      return new Problem("/duration_ms", "must not be negative");
    }
    return null;
  }

  private void envelope(EventDraft draft) {
    idAndTime(draft.trustedId(), draft.createdAt());
    if (draft.duration() != null) {
      json.raw(DURATION);
      times.millis(draft.duration());
    }
    text(draft, "uid", UID, draft.uid());
    if (draft.type() != null) {
      constant(TYPE, draft.type());
    }
    text(draft, "name", NAME, draft.name());
    constant(LEVEL, draft.level());
    text(draft, "subject", SUBJECT, draft.subject());
    text(draft, "message", MESSAGE, draft.message());
    schema(draft, draft.schema());
  }

  /** Reads the clock once, and creates no other objects. */
  private void idAndTime(@Nullable UUID id, @Nullable Instant createdAt) {
    Instant now = Instant.now();
    json.raw(ID);
    if (id != null) {
      json.uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    } else {
      ids.next(now.toEpochMilli());
      json.uuid(ids.high(), ids.low());
    }
    json.raw(CREATED_AT);
    if (createdAt != null) {
      times.instant(createdAt);
    } else {
      times.instant(now.getEpochSecond(), now.getNano());
    }
    json.raw('"');
  }

  private void text(EventDraft draft, String name, byte[] key, @Nullable String text) {
    if (text == null) {
      return;
    }
    try {
      json.raw(key);
      json.string(text);
    } catch (UnwritableException e) {
      throw e.within(draft, name);
    }
  }

  private void constant(byte[] key, Enum<?> constant) {
    json.raw(key);
    json.ascii(constant.name());
    json.raw('"');
  }

  private void schema(EventDraft draft, @Nullable SchemaRef schema) {
    if (schema == null) {
      return;
    }
    text(draft, "schema", SCHEMA_ID, schema.id());
    text(draft, "schema", SCHEMA_VERSION, schema.version());
    json.raw('}');
  }

  private void context(EventDraft draft, Map<String, ?> surrounding) {
    try {
      Map<String, ?> context = Nesting.merge(surrounding, draft.context());
      if (!context.isEmpty()) {
        json.raw(CONTEXT);
        values.object(context, 1);
      }
    } catch (UnwritableException e) {
      throw e.within(draft, "context");
    } catch (RuntimeException | StackOverflowError e) {
      throw UnwritableException.unreadable(e).within(draft, "context");
    }
  }

  private void data(EventDraft draft, Map<String, ?> data) {
    try {
      json.raw(DATA);
      values.data(data, 1);
    } catch (UnwritableException e) {
      throw e.within(draft, "event_data");
    } catch (RuntimeException | StackOverflowError e) {
      throw UnwritableException.unreadable(e).within(draft, "event_data");
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
