package dev.eventlogger.config;

import dev.eventlogger.config.YamlReader.YamlFile;
import dev.eventlogger.config.YamlTree.Entry;
import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.config.YamlTree.Sequence;
import dev.eventlogger.config.YamlTree.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings given as plain maps, as the tree that a file would give. */
final class PlainTree {

  private PlainTree() {}

  /**
   * Settings at a place, interpreted.
   *
   * @throws ConfigException for each value that is of no kind that a file has
   */
  static Mapping of(String place, Map<?, ?> settings) {
    Problems problems = new Problems();
    YamlTree tree = Interpreter.ofValues(problems).interpret(mapping(place, settings, 0));
    problems.throwIfAny();
    return (Mapping) tree;
  }

  /**
   * What the top of a file would hold: neither interpreted nor checked.
   *
   * @param known the keys to look at
   */
  static YamlFile file(Map<String, ?> values, List<String> known) {
    List<Entry> ours = new ArrayList<>();
    List<String> others = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          if (key != null && known.contains(key)) {
            ours.add(new Entry(key, node(key, value, 1)));
          } else {
            others.add(String.valueOf(key));
          }
        });
    return new YamlFile(new Mapping("", ours), others);
  }

  private static Mapping mapping(String place, Map<?, ?> settings, int depth) {
    List<Entry> entries = new ArrayList<>();
    settings.forEach((name, value) -> entries.add(entry(place, name, value, depth)));
    return new Mapping(place, entries);
  }

  private static Entry entry(
      String place, @Nullable Object name, @Nullable Object value, int depth) {
    String key = name == null ? "" : name.toString();
    return key.isEmpty()
        ? new Entry("", new Unreadable(place, YamlReader.EMPTY_KEY))
        : new Entry(key, node(YamlTree.below(place, key), value, depth + 1));
  }

  private static YamlTree node(String place, @Nullable Object value, int depth) {
    if (value == null) {
      return YamlTree.absent(place);
    }
    if (depth > YamlReader.DEEPEST) {
      return new Unreadable(place, YamlReader.TOO_DEEP);
    }
    if (value instanceof Map<?, ?> map) {
      return mapping(place, map, depth);
    }
    if (value instanceof List<?> list) {
      List<YamlTree> items = new ArrayList<>();
      list.forEach(item -> items.add(node(YamlTree.below(place, items.size()), item, depth + 1)));
      return new Sequence(place, items);
    }
    boolean plain = value instanceof Number || value instanceof Boolean;
    if (!plain && !(value instanceof String)) {
      String type = value.getClass().getName();
      return new Unreadable(
          place, "must be a text, number, boolean, list, map or null, not a " + type);
    }
    String text = value.toString();
    return new Scalar(place, text, text, plain, false, false);
  }
}
