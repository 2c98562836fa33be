package dev.eventlogger.event;

import java.lang.reflect.Array;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Defines what a value that an application puts into an event is in JSON. The writer, the checks,
 * redaction, routing and the policy all ask here, so that none of them sees a value other than the
 * recorded one. Stateless, thread-safe.
 *
 * <ul>
 *   <li>An object: a {@code Map}, and Jackson's {@code ObjectNode}; its keys are names as {@link
 *       MemberNames} says.
 *   <li>An array: a {@code Collection}, a Java array other than {@code byte[]}, and Jackson's
 *       {@code ArrayNode}. No other {@code Iterable}: a {@code Path} is one.
 *   <li>Text: a {@code CharSequence}, a {@code Character}, an enum constant by its {@link
 *       Enum#name() name}, a {@code UUID}, {@code URI}, {@code URL} or {@code Path}, a date or time
 *       as in {@link Timestamps#text}, a {@code Duration} or {@code Period}.
 *   <li>A number: see {@link JsonNumbers}.
 *   <li>A boolean, or null.
 *   <li>What an {@code Optional} holds, or null.
 * </ul>
 *
 * <p>Anything else is not JSON, and an event that has it is invalid.
 */
public final class JsonValues {

  /** Jackson databind may be missing; an application without it puts no nodes into events. */
  private static final boolean KNOWS_NODES = isPresent("com.fasterxml.jackson.databind.JsonNode");

  private JsonValues() {}

  private static boolean isPresent(String name) {
    try {
      Class.forName(name, false, JsonValues.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /**
   * Unwraps a value. Returns a {@code Map} for an object, a {@code Collection} for an array, a
   * {@code Number}, a {@code Boolean} or null for these, and for text a value that {@link #text}
   * takes. Unwraps one level; what is inside stays as it is.
   *
   * @return the value itself if it is one of these already, or is not JSON; else what it holds, or
   *     a view of it, which must not be changed
   */
  public static @Nullable Object open(@Nullable Object value) {
    if (value == null || value instanceof String || value instanceof Map<?, ?>) {
      return value; // the most common cases
    }
    if (value instanceof Optional<?> optional) {
      return open(optional.orElse(null));
    }
    if (value instanceof Object[] array) {
      return Arrays.asList(array);
    }
    if (value.getClass().isArray() && !(value instanceof byte[])) {
      return new PrimitiveArray(value);
    }
    return KNOWS_NODES ? JsonNodes.open(value) : value;
  }

  /**
   * The text that a value becomes in JSON; null if it does not become text.
   *
   * @param value as returned by {@link #open}
   */
  public static @Nullable String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof TemporalAccessor || value instanceof Date) {
      return Timestamps.text(value);
    }
    if (value instanceof UUID
        || value instanceof URI
        || value instanceof URL
        || value instanceof Path
        || value instanceof CharSequence
        || value instanceof Character
        || value instanceof TemporalAmount) {
      return value.toString();
    }
    return null;
  }

  /**
   * What a value is in JSON. Returns a {@code Map}, a {@code Collection}, a {@code String}, a
   * {@code Number}, a {@code Boolean} or null. Converts one level; what is inside stays as it is.
   *
   * @return the value itself if it is not JSON
   */
  public static @Nullable Object plain(@Nullable Object value) {
    Object opened = open(value);
    String text = text(opened);
    return text != null ? text : opened;
  }

  /** The text of a value without parts, such as {@code 7} for a number; null if it has parts. */
  public static @Nullable String scalarText(@Nullable Object value) {
    Object plain = plain(value);
    boolean hasParts = plain instanceof Map<?, ?> || plain instanceof Collection<?>;
    return plain == null || hasParts ? null : plain.toString();
  }

  /** What is wrong with a value that is not JSON, as a sentence without its subject. */
  static String notJson(Object value) {
    return value instanceof byte[]
        ? "is a byte[], which is not JSON; pass it as Base64 text"
        : "is a "
            + value.getClass().getName()
            + ", which is not JSON; pass a Map, List, text, number, boolean or null";
  }

  private static final class PrimitiveArray extends AbstractList<Object> implements RandomAccess {

    private final Object array;

    PrimitiveArray(Object array) {
      this.array = array;
    }

    @Override
    public Object get(int index) {
      return Array.get(array, index);
    }

    @Override
    public int size() {
      return Array.getLength(array);
    }
  }
}
