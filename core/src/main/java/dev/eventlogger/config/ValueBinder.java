package dev.eventlogger.config;

import dev.eventlogger.config.YamlTree.Entry;
import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.config.YamlTree.Sequence;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes one value of a setting's type. Never called for null values. Immutable. */
final class ValueBinder {

  private static final Map<Class<?>, Function<Scalar, Object>> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, ScalarTypes::text),
          Map.entry(int.class, ScalarTypes::int32),
          Map.entry(Integer.class, ScalarTypes::int32),
          Map.entry(long.class, ScalarTypes::int64),
          Map.entry(Long.class, ScalarTypes::int64),
          Map.entry(double.class, ScalarTypes::float64),
          Map.entry(Double.class, ScalarTypes::float64),
          Map.entry(boolean.class, ScalarTypes::bool),
          Map.entry(Boolean.class, ScalarTypes::bool),
          Map.entry(Duration.class, ScalarTypes::duration),
          Map.entry(Path.class, ScalarTypes::path),
          Map.entry(URI.class, ScalarTypes::uri));

  private final String logName;

  ValueBinder(String logName) {
    this.logName = logName;
  }

  /** Whether a setting may have this type. */
  static boolean knows(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      boolean map = generic.getRawType() == Map.class && of[0] == String.class;
      return (map || generic.getRawType() == List.class) && knows(of[of.length - 1]);
    }
    return type instanceof Class<?> plain
        && (SCALARS.containsKey(plain)
            || plain == Section.class
            || plain == Object.class
            || plain.isEnum()
            || plain.isRecord()
            || ParsedType.of(plain).isPresent());
  }

  /**
   * Makes the value.
   *
   * @throws ConfigException with all that is wrong with it
   */
  Object bind(Type type, YamlTree node) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return generic.getRawType() == List.class ? list(of[0], node) : map(of[1], node);
    }
    Class<?> plain = (Class<?>) type;
    Function<Scalar, Object> typing = SCALARS.get(plain);
    if (typing != null) {
      return typing.apply(scalar(node));
    }
    if (plain == Section.class) {
      return new Section(logName, mapping(node));
    }
    if (plain == Object.class) {
      return Section.plain(node);
    }
    ParsedType parsed = ParsedType.of(plain).orElse(null);
    if (parsed != null && !(plain.isRecord() && node instanceof Mapping)) {
      return parsed.parse(scalar(node));
    }
    if (plain.isEnum()) {
      return constant(scalar(node), plain);
    }
    return new RecordBinder(logName).bind(plain.asSubclass(Record.class), mapping(node));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // it is some enum; the type is not known statically
  private static Object constant(Scalar scalar, Class<?> type) {
    return ScalarTypes.constant(scalar, (Class) type);
  }

  private List<Object> list(Type of, YamlTree node) {
    if (node instanceof Scalar) {
      return List.of(bind(of, node));
    }
    if (!(node instanceof Sequence sequence)) {
      throw new ConfigException(node.place(), "must be a list, not " + node.kind());
    }
    Problems problems = new Problems();
    List<Object> list = new ArrayList<>();
    for (YamlTree item : sequence.items()) {
      if (item.isNull()) {
        problems.add(item.place() + ": is empty; give it a value or remove it");
      } else {
        Object value = problems.collect(() -> bind(of, item));
        if (value != null) {
          list.add(value);
        }
      }
    }
    problems.throwIfAny();
    return List.copyOf(list);
  }

  private Map<String, Object> map(Type of, YamlTree node) {
    Problems problems = new Problems();
    Map<String, Object> map = new LinkedHashMap<>();
    for (Entry entry : mapping(node).entries()) {
      if (!entry.value().isNull()) {
        Object value = problems.collect(() -> bind(of, entry.value()));
        if (value != null) {
          map.put(entry.key(), value);
        }
      }
    }
    problems.throwIfAny();
    return Collections.unmodifiableMap(map);
  }

  private static Scalar scalar(YamlTree node) {
    if (node instanceof Scalar scalar) {
      return scalar;
    }
    throw new ConfigException(node.place(), "must be a single value, not " + node.kind());
  }

  /** The node, if it is a mapping; an empty mapping, if the node is null. */
  static Mapping mapping(YamlTree node) {
    if (node instanceof Mapping mapping) {
      return mapping;
    }
    if (node.isNull()) {
      return new Mapping(node.place(), List.of());
    }
    throw new ConfigException(node.place(), "must be a mapping of settings, not " + node.kind());
  }
}
