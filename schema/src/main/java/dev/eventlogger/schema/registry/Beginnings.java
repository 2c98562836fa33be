package dev.eventlogger.schema.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value whose long arrays and objects are cut, which knows the parts that are whole. For one
 * value.
 */
final class Beginnings {

  private static final int MOST_IN_ONE = 20;
  private static final int MOST_VALUES = 1_000;
  private static final int LONGEST_NAME = 200;

  private final Set<Object> cut = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, @Nullable Object> value;
  private int values;

  /** Cuts a value, as {@link PlainJson} copies values. */
  Beginnings(Map<String, @Nullable Object> whole) {
    value = object(whole);
  }

  Map<String, @Nullable Object> value() {
    return value;
  }

  PlainJson.Size size() {
    PlainJson copy = new PlainJson(MOST_VALUES + 1);
    try {
      copy.object(value);
    } catch (PlainJson.NotPlainException e) {
      throw new IllegalStateException("the beginning of plain JSON is not plain", e);
    }
    return copy.size();
  }

  /** Whether the value at a place is complete. */
  boolean hasWhole(List<String> keys) {
    Object at = value;
    for (String key : keys) {
      at = Pointers.step(at, key);
    }
    return at == null || !cut.contains(at);
  }

  private @Nullable Object beginning(@Nullable Object whole) {
    values++;
    if (whole instanceof Map<?, ?> map) {
      return object(map);
    }
    if (whole instanceof List<?> list) {
      return list(list);
    }
    return whole;
  }

  private Map<String, @Nullable Object> object(Map<?, ?> whole) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    boolean isWhole = true;
    for (Map.Entry<?, ?> entry : whole.entrySet()) {
      String name = (String) entry.getKey();
      if (hasRoom(copy.size()) && name.length() <= LONGEST_NAME) {
        Object part = beginning(entry.getValue());
        copy.put(name, part);
        isWhole &= part == null || !cut.contains(part);
      } else {
        isWhole = false;
        if (!hasRoom(copy.size())) {
          break;
        }
      }
    }
    return noted(copy, isWhole);
  }

  private List<@Nullable Object> list(List<?> whole) {
    List<@Nullable Object> copy = new ArrayList<>();
    boolean isWhole = true;
    for (Object item : whole) {
      if (!hasRoom(copy.size())) {
        isWhole = false;
        break;
      }
      Object part = beginning(item);
      copy.add(part);
      isWhole &= part == null || !cut.contains(part);
    }
    return noted(copy, isWhole);
  }

  private boolean hasRoom(int size) {
    return size < MOST_IN_ONE && values < MOST_VALUES;
  }

  private <T> T noted(T copy, boolean isWhole) {
    if (!isWhole) {
      cut.add(copy);
    }
    return copy;
  }
}
