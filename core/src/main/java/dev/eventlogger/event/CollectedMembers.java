package dev.eventlogger.event;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the members of an object, then writes them, so that writing creates no garbage whatever
 * map they come from. Reused for one object after the other at one depth, by one thread.
 */
final class CollectedMembers implements BiConsumer<@Nullable Object, @Nullable Object> {

  private static final int INITIAL_MEMBERS = 16;
  private static final int KEPT_MEMBERS = 1024;

  private final JsonBytes json;
  private final ValueWriter values;
  private final int depth;
  private @Nullable Object[] collected = new Object[2 * INITIAL_MEMBERS];
  private int length;
  private int[] hashes = new int[INITIAL_MEMBERS];
  private Object object = Map.of();
  private boolean refusesReserved;

  /**
   * For objects at one depth.
   *
   * @param depth the depth of the members' values
   */
  CollectedMembers(JsonBytes json, ValueWriter values, int depth) {
    this.json = json;
    this.values = values;
    this.depth = depth;
  }

  /**
   * Begins an object.
   *
   * @param object named in messages
   * @param refusesReserved whether names reserved for the envelope are refused
   */
  void begin(Object object, boolean refusesReserved) {
    this.object = object;
    this.refusesReserved = refusesReserved;
    length = 0;
  }

  @Override
  public void accept(@Nullable Object key, @Nullable Object value) {
    if (length == collected.length) {
      collected = Arrays.copyOf(collected, 2 * length);
    }
    collected[length++] = key;
    collected[length++] = value;
  }

  int count() {
    return length / 2;
  }

  /**
   * Writes the object, and forgets it.
   *
   * @param map the map whose members were collected
   */
  void write(Map<?, ?> map) {
    if (length > 2 && !MemberNames.areComparedAsText(map) && haveHashTwins()) {
      requireDistinct();
    }
    json.raw('{');
    boolean areTextKeys = true;
    for (int at = 0; at < length; at += 2) {
      Object key = collected[at];
      if (areTextKeys && !(key instanceof String)) {
        requireDistinct();
        areTextKeys = false;
      }
      if (at > 0) {
        json.raw(',');
      }
      member(MemberNames.required(key), collected[at + 1]);
    }
    json.raw('}');
    forget();
  }

  /** Refuses a map in which two keys become the same name, such as 1 and "1". */
  private void requireDistinct() {
    Set<String> names = new HashSet<>();
    for (int at = 0; at < length; at += 2) {
      if (!names.add(MemberNames.required(collected[at]))) {
        throw new UnwritableException("has two keys that are the same as text");
      }
    }
  }

  /** Whether two text keys may be equal, which is very rare; creates no garbage. */
  private boolean haveHashTwins() {
    int count = count();
    if (hashes.length < count) {
      hashes = new int[count];
    }
    for (int index = 0; index < count; index++) {
      hashes[index] = Objects.hashCode(collected[2 * index]);
    }
    Arrays.sort(hashes, 0, count);
    for (int index = 1; index < count; index++) {
      if (hashes[index] == hashes[index - 1]) {
        return true;
      }
    }
    return false;
  }

  /** Forgets the object, and frees the memory of an unusually large one. */
  void forget() {
    if (collected.length > 2 * KEPT_MEMBERS) {
      collected = new Object[2 * INITIAL_MEMBERS];
      hashes = new int[INITIAL_MEMBERS];
    } else {
      Arrays.fill(collected, 0, length, null);
    }
    object = Map.of();
  }

  private void member(String name, @Nullable Object value) {
    try {
      if (refusesReserved && name.startsWith("__")) {
        throw new UnwritableException("names that start with __ are reserved for the envelope");
      }
      json.string(name);
      json.raw(':');
      values.value(value, depth);
    } catch (UnwritableException e) {
      throw e.within(object, name);
    } catch (RuntimeException e) {
      throw UnwritableException.unreadable(e).within(object, name);
    }
  }
}
