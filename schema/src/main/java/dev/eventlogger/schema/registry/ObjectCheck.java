package dev.eventlogger.schema.registry;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The keywords about objects, in one pass: looks up what the schema describes, and goes through the
 * object's own keys only if there are others.
 */
final class ObjectCheck implements Check {

  static final List<Keyword> KEYWORDS =
      List.of(
          Keyword.PROPERTIES,
          Keyword.PATTERN_PROPERTIES,
          Keyword.ADDITIONAL_PROPERTIES,
          Keyword.REQUIRED,
          Keyword.MIN_PROPERTIES,
          Keyword.MAX_PROPERTIES);

  /** Up to so many names are looked up in an object, however small it is. */
  private static final int FEW_NAMES = 64;

  private final Map<String, Check> properties;
  private final String[] names;
  private final Check[] checks;
  private final boolean[] isRequired;
  private final String[] required;
  private final String[] alsoRequired;
  private final PatternSearch[] patterns;
  private final Check[] patternChecks;
  private final Check additional;
  private final int least;
  private final int most;

  ObjectCheck(
      Map<String, Check> properties,
      Map<PatternSearch, Check> patterns,
      Check additional,
      List<String> required,
      int least,
      int most) {
    this.properties = properties;
    names = properties.keySet().toArray(String[]::new);
    checks = properties.values().toArray(Check[]::new);
    isRequired = new boolean[names.length];
    for (int index = 0; index < names.length; index++) {
      isRequired[index] = required.contains(names[index]);
    }
    this.required = required.stream().distinct().toArray(String[]::new);
    alsoRequired =
        required.stream().filter(name -> !properties.containsKey(name)).toArray(String[]::new);
    this.patterns = patterns.keySet().toArray(PatternSearch[]::new);
    patternChecks = patterns.values().toArray(Check[]::new);
    this.additional = additional;
    this.least = Math.max(least, this.required.length);
    this.most = most;
  }

  @Override
  public boolean surelyValid(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> object)) {
      return ValueChecks.isJson(value);
    }
    int size = object.size();
    if (size < least || size > most || !comparesKeysAsText(object)) {
      return false;
    }
    for (String name : alsoRequired) {
      if (!object.containsKey(name)) {
        return false;
      }
    }
    int described = names.length > FEW_NAMES + 2 * size ? describedOf(object) : described(object);
    if (described < 0) {
      return false;
    }
    boolean isDone = patterns.length == 0 && (described == size || additional == ALWAYS);
    return isDone || keys(object);
  }

  private static boolean comparesKeysAsText(Map<?, ?> object) {
    return !(object instanceof SortedMap<?, ?> sorted && sorted.comparator() != null)
        && !(object instanceof IdentityHashMap<?, ?>);
  }

  /** How many of the described properties there are; -1 if one is missing or not surely valid. */
  private int described(Map<?, ?> object) {
    int found = 0;
    for (int index = 0; index < names.length; index++) {
      Object property = object.get(names[index]);
      boolean isThere = property != null || object.containsKey(names[index]);
      if (isThere ? !checks[index].surelyValid(property) : isRequired[index]) {
        return -1;
      }
      found += isThere ? 1 : 0;
    }
    return found;
  }

  /** The same for an object that has few of many properties, in time that is the object's. */
  private int describedOf(Map<?, ?> object) {
    for (String name : required) {
      if (!object.containsKey(name)) {
        return -1;
      }
    }
    int found = 0;
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      Check check = entry.getKey() instanceof String name ? properties.get(name) : null;
      if (check != null && !check.surelyValid(entry.getValue())) {
        return -1;
      }
      found += check == null ? 0 : 1;
    }
    return found;
  }

  private boolean keys(Map<?, ?> object) {
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      if (!(entry.getKey() instanceof String key) || !key(key, entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean key(String key, @Nullable Object value) {
    boolean isDescribed = properties.containsKey(key);
    for (int index = 0; index < patterns.length; index++) {
      if (patternChecks[index] == ALWAYS && additional == ALWAYS) {
        continue;
      }
      switch (patterns[index].in(key)) {
        case FOUND -> {
          isDescribed = true;
          if (!patternChecks[index].surelyValid(value)) {
            return false;
          }
        }
        case NOT_FOUND -> {}
        case NOT_SURE -> {
          return false;
        }
      }
    }
    return isDescribed || additional.surelyValid(value);
  }
}
