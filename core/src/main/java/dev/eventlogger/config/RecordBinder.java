package dev.eventlogger.config;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.config.YamlTree.Entry;
import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.spi.Suggestions;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a record from a mapping: snake_case keys bind to components by name. Immutable. */
final class RecordBinder {

  private final ValueBinder values;
  private final Set<String> elsewhere;

  RecordBinder(String logName) {
    this(logName, Set.of());
  }

  /**
   * Creates a binder that knows keys which are read elsewhere.
   *
   * @param elsewhere keys that are never in the mapping, but suggested for a misspelt key in it
   */
  RecordBinder(String logName, Set<String> elsewhere) {
    this.values = new ValueBinder(logName);
    this.elsewhere = elsewhere;
  }

  /**
   * Makes the record.
   *
   * @throws ConfigException with all that is wrong, in the order of the mapping; the record's
   *     constructor is called only once the values are right
   * @throws IllegalStateException if a component's type cannot be a setting
   */
  <R extends Record> R bind(Class<R> type, Mapping mapping) {
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      checkType(type, component);
    }
    List<String> known = names(components);
    Mapping named = new Mapping(mapping.place(), new LooseNames(known).of(mapping));
    Problems problems = new Problems();
    @Nullable Object @Nullable [] arguments = arguments(components, named, problems);
    R made = arguments == null ? null : problems.collect(() -> make(type, arguments, named));
    problems.throwIfAny();
    return requireNonNull(made, "a record is made, or there are problems");
  }

  /** The values for the constructor; null if one of them is wrong. */
  private @Nullable Object @Nullable [] arguments(
      RecordComponent[] components, Mapping mapping, Problems problems) {
    List<String> known = names(components);
    @Nullable Object[] arguments =
        Arrays.stream(components).map(component -> whenAbsent(component.getType())).toArray();
    boolean right = true;
    Set<String> seen = new HashSet<>();
    for (Entry entry : mapping.entries()) {
      int index = known.indexOf(entry.key());
      if (index < 0) {
        problems.add(entry.value().place() + ": " + unknown(entry.key(), known));
      } else if (!seen.add(entry.key())) { // two loose names of one setting
        problems.add(entry.value().place() + ": stands twice; keep one");
      } else if (!entry.value().isNull()) {
        Type type = components[index].getGenericType();
        Object value = problems.collect(() -> values.bind(type, entry.value()));
        right &= value != null;
        arguments[index] = value;
      }
    }
    return right ? arguments : null;
  }

  private static void checkType(Class<?> type, RecordComponent component) {
    if (!ValueBinder.knows(component.getGenericType())) {
      throw new IllegalStateException(
          type.getName()
              + "."
              + component.getName()
              + ": "
              + component.getGenericType().getTypeName()
              + " cannot be the type of a setting; SinkConfig.as lists those that can");
    }
  }

  private String unknown(String key, List<String> known) {
    List<String> meant = new ArrayList<>(known);
    meant.addAll(elsewhere);
    String right = Suggestions.didYouMean(key, meant);
    if (known.isEmpty()) {
      return "unknown setting" + (right.isEmpty() ? "; there are none here" : right);
    }
    return "unknown setting" + right + " (known: " + String.join(", ", known) + ")";
  }

  private static <R extends Record> R make(
      Class<R> type, @Nullable Object[] arguments, Mapping mapping) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<R> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true); // a sink's settings record is usually private
      return canonical.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw Refusals.of(e.getCause(), mapping, names(type.getRecordComponents()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }

  private static List<String> names(RecordComponent[] components) {
    return Arrays.stream(components).map(component -> snake(component.getName())).toList();
  }

  private static @Nullable Object whenAbsent(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    return type == double.class ? 0.0 : null;
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
