package dev.eventlogger.config;

import static java.util.stream.Collectors.joining;

import dev.eventlogger.config.YamlTree.Entry;
import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.config.YamlTree.Sequence;
import java.util.ArrayList;
import java.util.List;

/** The settings in force, as lines of {@code key: value}, without secrets. */
final class Explanation {

  private Explanation() {}

  /** One line for each single value, and for each list of single values. */
  static List<String> of(YamlTree node) {
    List<String> lines = new ArrayList<>();
    add(node, lines);
    return lines;
  }

  private static void add(YamlTree node, List<String> lines) {
    if (node instanceof Mapping mapping) {
      for (Entry entry : mapping.entries()) {
        add(entry.value(), lines);
      }
    } else if (node instanceof Scalar scalar) {
      lines.add(key(node) + ": " + value(scalar));
    } else if (node instanceof Sequence sequence && isFlat(sequence)) {
      String values =
          sequence.items().stream().map(item -> value((Scalar) item)).collect(joining(", "));
      lines.add(key(node) + ": [" + values + "]");
    } else if (node instanceof Sequence sequence) {
      sequence.items().forEach(item -> add(item, lines));
    }
  }

  private static boolean isFlat(Sequence sequence) {
    return sequence.items().stream().allMatch(Scalar.class::isInstance);
  }

  /** The place without the name of the file. */
  private static String key(YamlTree node) {
    String place = node.place();
    return place.substring(place.lastIndexOf(": ") + 1).strip();
  }

  private static String value(Scalar scalar) {
    if (scalar.isNull()) {
      return "null";
    }
    if (scalar.secret()) {
      return Secrets.MASK;
    }
    // A placeholder is shown as written, since its value may be a secret.
    return Secrets.printable(
        scalar.replaced() ? Placeholders.withoutDefaults(scalar.written()) : scalar.text());
  }
}
