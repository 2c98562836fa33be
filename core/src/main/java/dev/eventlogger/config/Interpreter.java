package dev.eventlogger.config;

import dev.eventlogger.config.YamlTree.Entry;
import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.config.YamlTree.Sequence;
import dev.eventlogger.config.YamlTree.Unreadable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Interprets a tree: replaces placeholders, marks secrets, and refuses duplicate keys. For one
 * thread.
 */
final class Interpreter {

  private final @Nullable Placeholders placeholders;
  private final Problems problems;

  /**
   * Reads placeholders from an environment.
   *
   * @param problems receives all mistakes; a node with a mistake becomes absent
   */
  Interpreter(Map<String, String> environment, Problems problems) {
    this(new Placeholders(environment), problems);
  }

  private Interpreter(@Nullable Placeholders placeholders, Problems problems) {
    this.placeholders = placeholders;
    this.problems = problems;
  }

  /** Takes texts as they are, since values given by code have no placeholders. */
  static Interpreter ofValues(Problems problems) {
    return new Interpreter((Placeholders) null, problems);
  }

  YamlTree interpret(YamlTree node) {
    return interpret(node, false);
  }

  private YamlTree interpret(YamlTree node, boolean secret) {
    if (node instanceof Scalar scalar) {
      YamlTree replaced = problems.collect(() -> scalar(scalar, secret));
      return replaced == null ? YamlTree.absent(node.place()) : replaced;
    }
    if (node instanceof Sequence sequence) {
      List<YamlTree> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(interpret(item, secret)));
      return new Sequence(node.place(), items);
    }
    if (node instanceof Mapping mapping) {
      return mapping(mapping, secret);
    }
    problems.add(node.place() + ": " + ((Unreadable) node).problem());
    return YamlTree.absent(node.place());
  }

  private Scalar scalar(Scalar scalar, boolean secret) {
    if (placeholders == null) {
      return new Scalar(
          scalar.place(),
          scalar.text(),
          scalar.written(),
          scalar.plain(),
          scalar.replaced(),
          secret);
    }
    String text = placeholders.replace(scalar.place(), scalar.written());
    boolean replaced = Placeholders.isIn(scalar.written());
    return new Scalar(scalar.place(), text, scalar.written(), scalar.plain(), replaced, secret);
  }

  private Mapping mapping(Mapping mapping, boolean secret) {
    Set<String> seen = new HashSet<>();
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : mapping.entries()) {
      String key = entry.key();
      if (!key.isEmpty() && !seen.add(key)) {
        problems.add(entry.value().place() + ": stands twice; keep one");
      } else {
        boolean below = secret || Secrets.isSecretName(key);
        entries.add(new Entry(key, interpret(entry.value(), below), entry.isLoose()));
      }
    }
    return new Mapping(mapping.place(), entries);
  }
}
