package dev.eventlogger.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One node of the configuration, with its place for messages. Immutable. */
sealed interface YamlTree {

  /** Its place: {@code event-logger.yaml: EVENT_LOGGERS.db.url}. */
  String place();

  /** What it is called in a message that says it should be something else. */
  String kind();

  /** All single values in this node. */
  List<Scalar> scalars();

  /** Whether it counts as absent. */
  default boolean isNull() {
    return false;
  }

  /** An absent value at a place. */
  static YamlTree absent(String place) {
    return new Scalar(place, "", "", true, false, false);
  }

  /** The place of a key in a mapping. */
  static String below(String place, String key) {
    String shown = Secrets.shortened(key);
    if (place.isEmpty()) {
      return shown;
    }
    return place.endsWith(":") ? place + " " + shown : place + "." + shown;
  }

  /** The place of an item in a list. */
  static String below(String place, int index) {
    return place + "[" + index + "]";
  }

  /**
   * A single value.
   *
   * @param text with placeholders replaced
   * @param written as it appears in the file
   * @param plain whether it has no quotes and is not a block
   * @param replaced whether there was a placeholder in it
   * @param secret whether its name marks it as a secret
   */
  record Scalar(
      String place, String text, String written, boolean plain, boolean replaced, boolean secret)
      implements YamlTree {

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    @Override
    public boolean isNull() {
      return plain && (replaced ? text.isEmpty() : NULLS.contains(text));
    }

    /** Whether messages must not show it. */
    boolean isHidden() {
      return secret || replaced;
    }

    /** The value for messages: short, on one line, without secrets. */
    String shown() {
      return isHidden() ? Secrets.MASK : '"' + Secrets.shortened(text) + '"';
    }

    @Override
    public String kind() {
      return "a single value";
    }

    @Override
    public List<Scalar> scalars() {
      return List.of(this);
    }

    @Override
    public String toString() {
      return place + ": " + shown();
    }
  }

  /** A list. */
  record Sequence(String place, List<YamlTree> items) implements YamlTree {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }

    @Override
    public List<Scalar> scalars() {
      return items.stream().flatMap(item -> item.scalars().stream()).toList();
    }
  }

  /** Keys and values, in the order of the file. A key may stand twice until it is interpreted. */
  record Mapping(String place, List<Entry> entries) implements YamlTree {
    public Mapping {
      entries = List.copyOf(entries);
    }

    Optional<YamlTree> get(String key) {
      return stream(key).map(Entry::value).findFirst();
    }

    /** The entries of one key. */
    Stream<Entry> stream(String key) {
      return entries.stream().filter(entry -> entry.key().equals(key));
    }

    /** The same mapping without some keys. */
    Mapping without(Set<String> keys) {
      return new Mapping(
          place, entries.stream().filter(entry -> !keys.contains(entry.key())).toList());
    }

    /** The same mapping, completed with entries of the other; mappings in both are merged. */
    Mapping orElse(Mapping defaults) {
      Map<String, Entry> merged = new LinkedHashMap<>();
      entries.forEach(entry -> merged.put(entry.key(), entry));
      defaults.entries.forEach(entry -> merged.merge(entry.key(), entry, YamlTree::orElse));
      return new Mapping(entries.isEmpty() ? defaults.place : place, List.copyOf(merged.values()));
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    @Override
    public List<Scalar> scalars() {
      return entries.stream().flatMap(entry -> entry.value().scalars().stream()).toList();
    }
  }

  /** A node of a kind that a configuration may not hold; reported once it is interpreted. */
  record Unreadable(String place, String problem) implements YamlTree {
    @Override
    public String kind() {
      return "unreadable";
    }

    @Override
    public List<Scalar> scalars() {
      return List.of();
    }
  }

  /**
   * One entry of a mapping. A key that is not a text becomes empty, and its value unreadable.
   *
   * @param isLoose whether the key does not show where the words of its name end; see {@link
   *     LooseNames}
   */
  record Entry(String key, YamlTree value, boolean isLoose) {
    Entry(String key, YamlTree value) {
      this(key, value, false);
    }
  }

  private static Entry orElse(Entry entry, Entry other) {
    return new Entry(entry.key(), orElse(entry.value(), other.value()), entry.isLoose());
  }

  private static YamlTree orElse(YamlTree value, YamlTree other) {
    if (value.isNull()) {
      return other;
    }
    return value instanceof Mapping mapping && other instanceof Mapping defaults
        ? mapping.orElse(defaults)
        : value;
  }
}
