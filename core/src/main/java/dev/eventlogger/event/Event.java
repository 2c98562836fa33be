package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened: a slice of canonical JSON, whose fields are read on demand.
 *
 * <p>Immutable, thread-safe, and equal by {@link #id()}. An event keeps the buffer of its whole
 * batch in memory (some hundred kilobytes); to keep many for long, keep {@link #toJson()}.
 */
public final class Event {

  private final byte[] buffer;
  private final int offset;
  private final int length;
  // Read at first use; a race reads twice, to the same result.
  private volatile @Nullable EventFields fields;
  private @Nullable UUID id;

  private Event(byte[] buffer, int offset, int length) {
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
  }

  /**
   * Returns an event from its canonical JSON, as {@link CanonicalJson} writes it.
   *
   * <p>The buffer is neither copied nor checked here: the caller must not change it from now on,
   * and if the bytes are not an event, accessors throw {@link IllegalArgumentException}, except for
   * the id, time, type and name if these are where they should be. For input from outside, use the
   * readers of the module {@code formats}.
   */
  public static Event ofCanonical(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    return new Event(buffer, offset, length);
  }

  /**
   * Makes an event from a draft right away, for tests and tools. Applications log drafts.
   *
   * @throws IllegalArgumentException if the draft cannot be an event, saying why
   */
  public static Event of(EventDraft draft) {
    CanonicalJson json = new CanonicalJson();
    Problem problem = json.write(draft, Map.of());
    if (problem != null) {
      throw new IllegalArgumentException(problem.toString());
    }
    return new Event(json.toByteArray(), 0, json.length());
  }

  /** The id, a UUIDv7 (RFC 9562) made at intake; ids rise. It is the idempotency key everywhere. */
  public UUID id() {
    UUID read = id;
    if (read == null) {
      UUID atItsPlace = EventHead.id(buffer, offset, length);
      read = atItsPlace != null ? atItsPlace : fields().id();
      id = read;
    }
    return read;
  }

  /** When it happened, to the microsecond. */
  public Instant createdAt() {
    EventFields read = fields;
    Instant atItsPlace = read != null ? null : EventHead.createdAt(buffer, offset, length);
    return atItsPlace != null ? atItsPlace : fields().createdAt();
  }

  /** How long it took; null if unknown. */
  public @Nullable Duration duration() {
    return fields().duration();
  }

  /** Who did it; null if anonymous. */
  public @Nullable String uid() {
    return fields().uid();
  }

  /** The kind of product event; null for an event of none of the three. */
  public @Nullable EventType type() {
    EventFields read = fields;
    EventType atItsPlace = read != null ? null : EventHead.type(buffer, offset, length);
    boolean isKnown =
        atItsPlace != null || (read == null && EventHead.hasNoType(buffer, offset, length));
    return isKnown ? atItsPlace : fields().type();
  }

  /** What happened, by convention in kebab-case, such as {@code query-start}. */
  public String name() {
    EventFields read = fields;
    String atItsPlace = read != null ? null : EventHead.name(buffer, offset, length);
    return atItsPlace != null ? atItsPlace : fields().name();
  }

  /** How much it matters. */
  public Level level() {
    return fields().level();
  }

  /** What it happened to, such as {@code query:42}. */
  public @Nullable String subject() {
    return fields().subject();
  }

  /** What happened, in words. */
  public @Nullable String message() {
    return fields().message();
  }

  /** The schema that {@link #data()} was logged under. */
  public @Nullable SchemaRef schema() {
    return fields().schema();
  }

  /** What surrounds the event: nested JSON values, unmodifiable. */
  public Map<String, Object> context() {
    return fields().context();
  }

  /** The event's own data: nested JSON values, unmodifiable. */
  public Map<String, Object> data() {
    return fields().data();
  }

  /** The canonical JSON, on one line. */
  public String toJson() {
    return new String(buffer, offset, length, UTF_8);
  }

  /** A copy of the canonical JSON in UTF-8. */
  public byte[] toBytes() {
    return Arrays.copyOfRange(buffer, offset, offset + length);
  }

  /** The number of bytes of the canonical JSON in UTF-8. */
  public int size() {
    return length;
  }

  /**
   * Whether the bytes are an event, written as {@link CanonicalJson} writes one. Then no accessor
   * throws. Unknown members, which a later version may add, are allowed.
   *
   * <p>Costs less than reading one member, and caches nothing. In rare cases the answer is false
   * for a correct event, such as one with a number of more than a hundred digits: use a reader to
   * be sure.
   */
  public boolean isCanonical() {
    return CanonicalScan.isEvent(buffer, offset, length);
  }

  /** Writes the canonical JSON in UTF-8, without a line end. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(buffer, offset, length);
  }

  private EventFields fields() {
    EventFields read = fields;
    if (read == null) {
      read = EventFields.read(buffer, offset, length);
      fields = read;
    }
    return read;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Event event && id().equals(event.id()));
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  /** Only the id: event data does not belong in messages. */
  @Override
  public String toString() {
    return "Event[" + id() + "]";
  }
}
