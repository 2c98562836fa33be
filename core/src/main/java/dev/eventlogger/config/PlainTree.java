package dev.eventlogger.config;

import dev.eventlogger.config.YamlTree.Entry;
import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.config.YamlTree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings given as plain maps, as the tree that a file would give. */
final class PlainTree {

  private PlainTree() {}

  static Mapping of(String place, Map<?, ?> settings) {
    return mapping(place, settings, false);
  }

  private static Mapping mapping(String place, Map<?, ?> settings, boolean secret) {
    List<Entry> entries = new ArrayList<>();
    settings.forEach(
        (name, value) -> {
          String key = String.valueOf(name);
          boolean below = secret || Secrets.isSecretName(key);
          entries.add(new Entry(key, node(YamlTree.below(place, key), value, below)));
        });
    return new Mapping(place, entries);
  }

  private static YamlTree node(String place, @Nullable Object value, boolean secret) {
    if (value == null) {
      return YamlTree.absent(place);
    }
    if (value instanceof Map<?, ?> map) {
      return mapping(place, map, secret);
    }
    if (value instanceof List<?> list) {
      List<YamlTree> items = new ArrayList<>();
      list.forEach(item -> items.add(node(YamlTree.below(place, items.size()), item, secret)));
      return new Sequence(place, items);
    }
    boolean plain = value instanceof Number || value instanceof Boolean;
    if (!plain && !(value instanceof String)) {
      throw new ConfigException(
          place,
          "must be a text, number, boolean, list, map or null, not a "
              + value.getClass().getName());
    }
    String text = value.toString();
    return new Scalar(place, text, text, plain, false, secret);
  }
}
