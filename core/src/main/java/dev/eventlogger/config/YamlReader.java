package dev.eventlogger.config;

import dev.eventlogger.config.YamlTree.Entry;
import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.config.YamlTree.Sequence;
import dev.eventlogger.config.YamlTree.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads our top-level keys of a YAML file, and skips the values of the application's keys.
 *
 * <p>Works on the parser's events, since these still distinguish quoted text from bare text, and do
 * not follow aliases. For one thread, and one file.
 */
final class YamlReader {

  static final int DEEPEST = 64;
  static final String TOO_DEEP = "is nested deeper than " + DEEPEST + " levels";
  static final String EMPTY_KEY = "holds a key that is empty; write a name";

  /**
   * The deepest that the application's values may be. The parser takes far longer for a level than
   * for a value.
   */
  private static final int DEEPEST_SKIPPED = 1000;

  private final String source;
  private final Parser parser;

  private YamlReader(String source, String yaml) {
    this.source = source;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE); // the size has been checked
    this.parser = new ParserImpl(new StreamReader(yaml), options);
  }

  /**
   * What the top level of a file holds.
   *
   * @param ours the entries asked for, as written: neither interpreted nor checked
   * @param others the application's keys
   */
  record YamlFile(Mapping ours, List<String> others) {}

  /**
   * Reads a file.
   *
   * @throws ConfigException if it is not YAML, or more than one document
   */
  static YamlFile read(String source, String yaml, Set<String> ours) {
    try {
      return new YamlReader(source, yaml).file(ours);
    } catch (YAMLException e) {
      // Not kept as the cause, since its message quotes the file.
      throw YamlMistakes.describe(source, yaml, e);
    }
  }

  private YamlFile file(Set<String> ours) {
    YamlFile file = new YamlFile(new Mapping(source + ":", List.of()), List.of());
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      parser.getEvent();
      file = document(parser.getEvent(), ours);
      parser.getEvent();
    }
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      int line = parser.peekEvent().getStartMark().getLine() + 1;
      throw new ConfigException(
          source, "line " + line + ": a second document; write everything into one");
    }
    return file;
  }

  private YamlFile document(Event root, Set<String> ours) {
    List<Entry> entries = new ArrayList<>();
    List<String> others = new ArrayList<>();
    if (root instanceof MappingStartEvent) {
      while (!parser.checkEvent(Event.ID.MappingEnd)) {
        Event key = parser.getEvent();
        String name = key instanceof ScalarEvent scalar ? scalar.getValue() : "";
        if (ours.contains(name)) {
          entries.add(new Entry(name, node(YamlTree.below(source + ":", name), 1)));
        } else {
          others.add(name);
          skipRestOf(key);
          skipRestOf(parser.getEvent());
        }
      }
      parser.getEvent();
    } else if (!(root instanceof ScalarEvent scalar && scalar(source, scalar).isNull())) {
      throw new ConfigException(source, "must be a mapping of keys to values");
    }
    return new YamlFile(new Mapping(source + ":", entries), others);
  }

  private YamlTree node(String place, int depth) {
    Event event = parser.getEvent();
    Optional<String> problem = problem(event, depth);
    if (problem.isPresent()) {
      skipRestOf(event);
      return new Unreadable(place, problem.get());
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(place, scalar);
    }
    return event instanceof SequenceStartEvent ? sequence(place, depth) : mapping(place, depth);
  }

  private static Scalar scalar(String place, ScalarEvent event) {
    String text = event.getValue();
    return new Scalar(place, text, text, event.isPlain(), false, false);
  }

  private Sequence sequence(String place, int depth) {
    List<YamlTree> items = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node(YamlTree.below(place, items.size()), depth + 1));
    }
    parser.getEvent();
    return new Sequence(place, items);
  }

  private Mapping mapping(String place, int depth) {
    List<Entry> entries = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      entries.add(entry(place, depth));
    }
    parser.getEvent();
    return new Mapping(place, entries);
  }

  private Entry entry(String place, int depth) {
    Event key = parser.getEvent();
    Optional<String> problem = keyProblem(key);
    if (problem.isPresent()) {
      skipRestOf(key);
      skipRestOf(parser.getEvent());
      return new Entry("", new Unreadable(place, problem.get()));
    }
    String name = ((ScalarEvent) key).getValue();
    return new Entry(name, node(YamlTree.below(place, name), depth + 1));
  }

  private static Optional<String> keyProblem(Event event) {
    if (!(event instanceof ScalarEvent key)) {
      return Optional.of("holds a key that is not a text; write a name");
    }
    if (key.isPlain() && key.getValue().equals("<<")) {
      return Optional.of("merge keys (<<) are not supported here; write the keys out");
    }
    if (key.getValue().isEmpty()) {
      return Optional.of(EMPTY_KEY);
    }
    return problem(event, 0);
  }

  private static Optional<String> problem(Event event, int depth) {
    if (event instanceof AliasEvent) {
      return Optional.of("aliases (*name) are not supported here; write the value out");
    }
    if (((NodeEvent) event).getAnchor() != null) {
      return Optional.of("anchors (&name) are not supported here; write the value out");
    }
    String tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : ((CollectionStartEvent) event).getTag();
    if (tag != null) {
      return Optional.of("tags are not supported here; quote a text to keep it a text");
    }
    return depth > DEEPEST ? Optional.of(TOO_DEEP) : Optional.empty();
  }

  /** Skips the rest of a node whose first event was read. */
  private void skipRestOf(Event first) {
    int open = step(first);
    while (open > 0) {
      Event next = parser.getEvent();
      open += step(next);
      if (open > DEEPEST_SKIPPED) {
        int line = next.getStartMark().getLine() + 1;
        throw new ConfigException(
            source, "line " + line + ": nested deeper than " + DEEPEST_SKIPPED + " levels");
      }
    }
  }

  private static int step(Event event) {
    if (event instanceof CollectionStartEvent) {
      return 1;
    }
    return event instanceof CollectionEndEvent ? -1 : 0;
  }
}
