package dev.eventlogger.schema.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is checked in place of Vert.x, for each schema: keywords that it checks in unbounded time or
 * memory, or not as the specification says. To Vert.x each is a {@code format}: that is its hook
 * for other code, called once for each schema and value. Filled by one thread, then immutable.
 */
final class OwnChecks {

  /** One check. */
  interface OwnCheck {
    /** What is wrong with a value, or null. */
    @Nullable String problem(@Nullable Object value, WorkBudget budget);
  }

  /**
   * Everything that is checked for one schema in place of Vert.x.
   *
   * @param cost of what Vert.x does itself
   */
  private record Entry(Cost cost, List<OwnCheck> checks) {

    @Nullable String problem(@Nullable Object value, WorkBudget budget) {
      String problem = null;
      for (OwnCheck check : checks) {
        String next = check.problem(value, budget);
        if (next != null) {
          problem = problem == null ? next : problem + ", and " + next;
        }
      }
      return problem;
    }
  }

  /** What the names of our formats start with; a schema's own formats never reach Vert.x. */
  private static final String PREFIX = "own:";

  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<Cost, String> withoutChecks = new HashMap<>();

  /** The name of a format that stands for these checks. */
  String format(Cost cost, List<OwnCheck> checks) {
    return checks.isEmpty()
        ? withoutChecks.computeIfAbsent(cost, any -> add(cost, List.of()))
        : add(cost, checks);
  }

  private String add(Cost cost, List<OwnCheck> checks) {
    String name = PREFIX + entries.size();
    entries.put(name, new Entry(cost, List.copyOf(new ArrayList<>(checks))));
    return name;
  }

  /**
   * Pays for the evaluation of a schema, and returns what is wrong with the value, or null.
   *
   * @param format the name in the schema
   */
  @Nullable String problem(@Nullable String format, @Nullable Object value, WorkBudget budget) {
    Entry entry = entries.get(format);
    if (entry == null) {
      throw new IllegalStateException("a schema was given to Vert.x without its checks");
    }
    budget.spendEvaluation(entry.cost, value);
    return entry.problem(value, budget);
  }
}
