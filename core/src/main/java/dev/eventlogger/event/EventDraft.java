package dev.eventlogger.event;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event to be logged: everything that can be said of one beforehand.
 *
 * <p>Nothing is checked here; logging says what is wrong. Maps are neither copied nor changed, and
 * are read when the event is logged. For one thread at a time.
 */
public final class EventDraft {

  private @Nullable UUID id;
  private @Nullable Instant createdAt;
  private @Nullable Duration duration;
  private @Nullable String uid;
  private @Nullable EventType type;
  private @Nullable String name;
  private Level level = Level.INFO;
  private @Nullable String subject;
  private @Nullable String message;
  private @Nullable SchemaRef schema;
  private Map<String, ?> context = Map.of();
  private Map<String, ?> data = Map.of();

  private EventDraft() {}

  /** A product event. */
  public static EventDraft of(EventType type) {
    return new EventDraft().type(requireNonNull(type, "type"));
  }

  /** A named event, by convention in kebab-case, such as {@code query-start}. */
  public static EventDraft named(String name) {
    return new EventDraft().name(requireNonNull(name, "name"));
  }

  /** An event whose data follows a schema. */
  public static EventDraft of(SchemaRef schema) {
    return new EventDraft().schema(requireNonNull(schema, "schema"));
  }

  /** A draft without any content yet; it needs at least a type, a name or a schema. */
  public static EventDraft blank() {
    return new EventDraft();
  }

  /**
   * Keeps an id that the event already has, instead of making one: for replays and trusted imports.
   * With an id that another event has, the other would look like a repetition.
   */
  public EventDraft trustedId(@Nullable UUID id) {
    this.id = id;
    return this;
  }

  /** When it happened; by default, when it is logged. Cut to microseconds. */
  public EventDraft createdAt(@Nullable Instant createdAt) {
    this.createdAt = createdAt;
    return this;
  }

  /** How long it took. */
  public EventDraft duration(@Nullable Duration duration) {
    this.duration = duration;
    return this;
  }

  /** Who did it; null if anonymous. */
  public EventDraft uid(@Nullable String uid) {
    this.uid = uid;
    return this;
  }

  /** The kind of product event, one of three. */
  public EventDraft type(@Nullable EventType type) {
    this.type = type;
    return this;
  }

  /** What happened; by default the type in lower case, else {@code event}. */
  public EventDraft name(@Nullable String name) {
    this.name = name;
    return this;
  }

  /** How much it matters; INFO by default. */
  public EventDraft level(Level level) {
    this.level = requireNonNull(level, "level");
    return this;
  }

  /** What it happened to, such as {@code query:42}. */
  public EventDraft subject(@Nullable String subject) {
    this.subject = subject;
    return this;
  }

  /** What happened, in words. */
  public EventDraft message(@Nullable String message) {
    this.message = message;
    return this;
  }

  /** The schema that the data follows. */
  public EventDraft schema(@Nullable SchemaRef schema) {
    this.schema = schema;
    return this;
  }

  /** What surrounds the event. Dotted keys nest: {@code user.id} is {@code id} in {@code user}. */
  public EventDraft context(Map<String, ?> context) {
    this.context = requireNonNull(context, "context");
    return this;
  }

  /** The event's own data. */
  public EventDraft data(Map<String, ?> data) {
    this.data = requireNonNull(data, "data");
    return this;
  }

  /** The id to keep; null to make one. */
  public @Nullable UUID trustedId() {
    return id;
  }

  /** When it happened; null for now. */
  public @Nullable Instant createdAt() {
    return createdAt;
  }

  /** How long it took. */
  public @Nullable Duration duration() {
    return duration;
  }

  /** Who did it; null if anonymous. */
  public @Nullable String uid() {
    return uid;
  }

  /** The kind of product event, if it is one. */
  public @Nullable EventType type() {
    return type;
  }

  /** The name if one was given, else the type in lower case, else {@code event}. */
  public String name() {
    if (name != null) {
      return name;
    }
    return type != null ? type.eventName() : "event";
  }

  /** How much it matters. */
  public Level level() {
    return level;
  }

  /** What it happened to. */
  public @Nullable String subject() {
    return subject;
  }

  /** What happened, in words. */
  public @Nullable String message() {
    return message;
  }

  /** The schema that the data follows. */
  public @Nullable SchemaRef schema() {
    return schema;
  }

  /** What surrounds the event, as given. */
  public Map<String, ?> context() {
    return context;
  }

  /** The event's own data, as given. */
  public Map<String, ?> data() {
    return data;
  }

  /** Whether the draft says what the event is: by a type, a name or a schema. */
  boolean isIdentified() {
    return type != null || name != null || schema != null;
  }

  /** Only the name: event data does not belong in messages. */
  @Override
  public String toString() {
    return "EventDraft[" + name() + "]";
  }
}
