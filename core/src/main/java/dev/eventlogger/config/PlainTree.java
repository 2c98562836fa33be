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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns settings given as plain maps into the tree that a file would give. Immutable. */
final class PlainTree {

  private static final PlainTree OF_CODE =
      new PlainTree(UnaryOperator.identity(), false, key -> false);

  private final UnaryOperator<String> places;
  private final boolean isOfTexts;
  private final Predicate<String> isLoose;

  private PlainTree(UnaryOperator<String> places, boolean isOfTexts, Predicate<String> isLoose) {
    this.places = places;
    this.isOfTexts = isOfTexts;
    this.isLoose = isLoose;
  }

  /**
   * For a host that has only texts, each of which may stand for any type.
   *
   * @param places what the host calls a key such as {@code EVENT_LOGGERS.db.url}
   * @param isLoose whether such a key does not show where the words of its name end
   */
  static PlainTree ofHost(UnaryOperator<String> places, Predicate<String> isLoose) {
    return new PlainTree(places, true, isLoose);
  }

  /**
   * Returns settings at a place, interpreted.
   *
   * @throws ConfigException for each value of a kind that no file can hold
   */
  static Mapping of(String place, Map<?, ?> settings) {
    Problems problems = new Problems();
    YamlTree tree = Interpreter.ofValues(problems).interpret(OF_CODE.mapping(place, settings, 0));
    problems.throwIfAny();
    return (Mapping) tree;
  }

  /**
   * What the top level of a file would hold, neither interpreted nor checked.
   *
   * @param known the keys to read
   */
  static YamlFile file(Map<String, ?> values, List<String> known) {
    return OF_CODE.top(values, known);
  }

  /** See {@link #file}. */
  YamlFile top(Map<String, ?> values, List<String> known) {
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

  private Mapping mapping(String place, Map<?, ?> settings, int depth) {
    List<Entry> entries = new ArrayList<>();
    settings.forEach((name, value) -> entries.add(entry(place, name, value, depth)));
    return new Mapping(places.apply(place), entries);
  }

  private Entry entry(String place, @Nullable Object name, @Nullable Object value, int depth) {
    String key = name == null ? "" : name.toString();
    if (key.isEmpty()) {
      return new Entry("", new Unreadable(places.apply(place), YamlReader.EMPTY_KEY));
    }
    String below = YamlTree.below(place, key);
    return new Entry(key, node(below, value, depth + 1), isLoose.test(below));
  }

  private YamlTree node(String place, @Nullable Object value, int depth) {
    if (value == null) {
      return YamlTree.absent(places.apply(place));
    }
    if (depth > YamlReader.DEEPEST) {
      return new Unreadable(places.apply(place), YamlReader.TOO_DEEP);
    }
    if (value instanceof Map<?, ?> map) {
      return mapping(place, map, depth);
    }
    if (value instanceof List<?> list) {
      List<YamlTree> items = new ArrayList<>();
      list.forEach(item -> items.add(node(YamlTree.below(place, items.size()), item, depth + 1)));
      return new Sequence(places.apply(place), items);
    }
    boolean plain = value instanceof Number || value instanceof Boolean;
    if (!plain && !(value instanceof String)) {
      String type = value.getClass().getName();
      return new Unreadable(
          places.apply(place), "must be a text, number, boolean, list, map or null, not a " + type);
    }
    String text = value.toString();
    return new Scalar(places.apply(place), text, text, plain || isOfTexts, isOfTexts, false);
  }
}
