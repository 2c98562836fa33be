package dev.eventlogger.event;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the members of an object, then writes them: so that writing makes no garbage, whatever
 * map they come from. Reused for one object after another at one depth, by one thread.
 */
final class CollectedMembers implements BiConsumer<@Nullable Object, @Nullable Object> {

  private static final int INITIAL_MEMBERS = 16;
  private static final int KEPT_MEMBERS = 1024;

  private final JsonBytes json;
  private final ValueWriter values;
  private final int depth;
  private @Nullable Object[] collected = new Object[2 * INITIAL_MEMBERS];
  private int length;
  private Object object = Map.of();
  private boolean refusesReserved;

  /**
   * For objects at one depth.
   *
   * @param depth that of the members' values
   */
  CollectedMembers(JsonBytes json, ValueWriter values, int depth) {
    this.json = json;
    this.values = values;
    this.depth = depth;
  }

  /**
   * Begins an object.
   *
   * @param object for messages
   * @param refusesReserved whether names that the envelope may have are refused
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

  /** Writes the object, and lets go of it. */
  void write() {
    json.raw('{');
    boolean areTextKeys = true;
    for (int at = 0; at < length; at += 2) {
      Object key = collected[at];
      if (areTextKeys && !(key instanceof String) && object instanceof Map<?, ?> map) {
        MemberNames.requireDistinct(map.entrySet());
        areTextKeys = false;
      }
      if (at > 0) {
        json.raw(',');
      }
      member(MemberNames.of(key), collected[at + 1]);
    }
    json.raw('}');
    forget();
  }

  /** Lets go of the object, and of memory that an unusually large one took. */
  void forget() {
    if (collected.length > 2 * KEPT_MEMBERS) {
      collected = new Object[2 * INITIAL_MEMBERS];
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
