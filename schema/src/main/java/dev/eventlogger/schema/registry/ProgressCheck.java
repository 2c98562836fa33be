package dev.eventlogger.schema.registry;

import dev.eventlogger.schema.registry.SchemaDocument.Subschema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds references that lead back to where they started without going deeper into the value: a
 * validator would follow them for ever. For one schema.
 */
final class ProgressCheck {

  /** How many references may follow one another for the same value. */
  private static final int LONGEST_CHAIN = 200;

  private final LinkedSchema linked;
  private final List<Subschema> targets;
  private final List<Set<Integer>> edges = new ArrayList<>();

  /**
   * Checks a linked schema.
   *
   * @param targets what its definitions were made from, by number
   */
  ProgressCheck(LinkedSchema linked, List<Subschema> targets) {
    this.linked = linked;
    this.targets = targets;
  }

  List<SchemaProblem> problems() {
    int[] incoming = new int[targets.size()];
    for (int number = 0; number < targets.size(); number++) {
      Set<Integer> reached = new LinkedHashSet<>();
      collect(linked.definitions().get(String.valueOf(number)), reached);
      reached.forEach(target -> incoming[target]++);
      edges.add(reached);
    }
    int[] chain = longestChains(incoming);
    List<SchemaProblem> problems = new ArrayList<>();
    for (int number = 0; number < targets.size(); number++) {
      if (incoming[number] > 0) {
        problems.add(problem(number, "refers to itself in a circle, for the same value"));
      } else if (chain[number] == LONGEST_CHAIN) {
        problems.add(problem(number, "is at the end of more than 200 references in a row"));
      }
    }
    return problems;
  }

  private SchemaProblem problem(int number, String problem) {
    Subschema target = targets.get(number);
    return new SchemaProblem(target.document().source(), target.at(), problem);
  }

  /** Repeatedly removes what nothing leads to; what is left is a circle. */
  private int[] longestChains(int[] incoming) {
    int[] chain = new int[incoming.length];
    Deque<Integer> free = new ArrayDeque<>();
    for (int number = 0; number < incoming.length; number++) {
      if (incoming[number] == 0) {
        free.add(number);
      }
    }
    while (!free.isEmpty()) {
      int number = free.remove();
      for (int target : edges.get(number)) {
        chain[target] = Math.max(chain[target], chain[number] + 1);
        if (--incoming[target] == 0) {
          free.add(target);
        }
      }
    }
    return chain;
  }

  private static void collect(@Nullable Object value, Set<Integer> reached) {
    if (!(value instanceof Map<?, ?> schema)) {
      return;
    }
    Object reference = schema.get("$ref");
    if (reference != null) {
      reached.add(Integer.valueOf(LinkedSchema.number(reference)));
    }
    for (Keyword keyword : List.of(Keyword.NOT, Keyword.IF, Keyword.THEN, Keyword.ELSE)) {
      collect(schema.get(keyword.word()), reached);
    }
    for (Keyword keyword : List.of(Keyword.ALL_OF, Keyword.ANY_OF, Keyword.ONE_OF)) {
      if (schema.get(keyword.word()) instanceof List<?> list) {
        list.forEach(each -> collect(each, reached));
      }
    }
    for (Keyword keyword : List.of(Keyword.DEPENDENT_SCHEMAS, Keyword.DEPENDENCIES)) {
      if (schema.get(keyword.word()) instanceof Map<?, ?> map) {
        map.values().forEach(each -> collect(each, reached));
      }
    }
  }
}
