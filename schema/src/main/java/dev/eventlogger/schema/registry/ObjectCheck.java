package dev.eventlogger.schema.registry;

import dev.eventlogger.event.MemberNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keywords for objects, in one pass, by the names that will be written. Objects with reliable
 * look-up are asked for what the schema describes, and iterated only if they have other members;
 * all other objects are iterated.
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

  /** Up to this many names are looked up in an object, however small it is. */
  private static final int FEW_NAMES = 64;

  private final Map<String, Check> properties;
  private final String[] names;
  private final Check[] checks;
  private final boolean[] isRequired;
  private final Set<String> required;
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
    this.required = Set.copyOf(required);
    alsoRequired =
        required.stream().filter(name -> !properties.containsKey(name)).toArray(String[]::new);
    this.patterns = patterns.keySet().toArray(PatternSearch[]::new);
    patternChecks = patterns.values().toArray(Check[]::new);
    this.additional = additional;
    this.least = Math.max(least, this.required.size());
    this.most = most;
  }

  @Override
  public boolean surelyValid(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> object)) {
      return ValueChecks.isJson(value);
    }
    int size = object.size();
    if (size < least || size > most) {
      return false;
    }
    boolean isLookedUp =
        names.length <= FEW_NAMES + 2 * size && MemberNames.areComparedAsText(object);
    return isLookedUp ? lookedUp(object) : members(object);
  }

  /**
   * Checks an object whose look-up finds its members by name, except for keys that are not text.
   */
  private boolean lookedUp(Map<?, ?> object) {
    for (String name : alsoRequired) {
      if (!object.containsKey(name)) {
        return false;
      }
    }
    int described = described(object);
    if (described < 0) {
      return false;
    }
    if (patterns.length > 0 || additional != ALWAYS) {
      return (patterns.length == 0 && described == object.size()) || others(object);
    }
    return described == object.size() || MemberNames.areText(object);
  }

  /** How many of the described properties exist; -1 if one is missing or not surely valid. */
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

  /** Checks the other members of an object whose described properties are valid. */
  private boolean others(Map<?, ?> object) {
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      if (!(entry.getKey() instanceof String key) || !key(key, entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks an object by iterating its members, as the writer does, in time proportional to its
   * size.
   */
  private boolean members(Map<?, ?> object) {
    int found = 0;
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      String name = MemberNames.of(entry.getKey());
      Object value = entry.getValue();
      if (name == null || !described(name, value) || !key(name, value)) {
        return false;
      }
      // No name occurs twice: the writer would refuse that.
      found += required.contains(name) ? 1 : 0;
    }
    return found == required.size();
  }

  private boolean described(String name, @Nullable Object value) {
    Check check = properties.get(name);
    return check == null || check.surelyValid(value);
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
