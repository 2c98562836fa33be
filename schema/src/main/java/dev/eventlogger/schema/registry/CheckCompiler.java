package dev.eventlogger.schema.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a linked schema to a {@link Check}. Each keyword belongs to a family with a class of its
 * own; what no family decides is {@link Check#UNSURE}. For one schema.
 *
 * <p>References are compiled anew wherever they occur, so that a check is a tree of bounded size,
 * whose time is bounded by its size and the event's. Schemas that refer to themselves are unsure.
 */
final class CheckCompiler {

  private static final int MOST_SCHEMAS = 10_000;
  private static final int DEEPEST = 200;

  /** Left to Vert.x: rare in schemas of events, or not local to one value. */
  private static final List<Keyword> NOT_DECIDED =
      List.of(
          Keyword.ONE_OF,
          Keyword.NOT,
          Keyword.IF,
          Keyword.CONTAINS,
          Keyword.PROPERTY_NAMES,
          Keyword.DEPENDENCIES,
          Keyword.DEPENDENT_REQUIRED,
          Keyword.DEPENDENT_SCHEMAS,
          Keyword.UNEVALUATED_ITEMS,
          Keyword.UNEVALUATED_PROPERTIES);

  private final LinkedSchema linked;
  private final SharedChecks shared;
  private final Set<Object> open = new HashSet<>();
  private int schemas;
  private int ways = 1;

  CheckCompiler(LinkedSchema linked, SharedChecks shared) {
    this.linked = linked;
    this.shared = shared;
  }

  Check compile() {
    Check check = below(linked.json(), 0);
    return schemas > MOST_SCHEMAS ? Check.UNSURE : check;
  }

  /**
   * Compiles a schema for a part of a value: the work of checking it must not be much more than its
   * size.
   */
  private Check below(@Nullable Object value, int depth) {
    SamePlace place = new SamePlace(linked, value);
    if ((long) ways * place.work() > SamePlace.MOST_WORK) {
      return Check.UNSURE;
    }
    int outer = ways;
    ways *= place.ways();
    Check check = compile(value, depth);
    ways = outer;
    return check;
  }

  private Check compile(@Nullable Object value, int depth) {
    if (!(value instanceof Map<?, ?> schema)) {
      return Boolean.TRUE.equals(value) ? Check.ALWAYS : Check.UNSURE;
    }
    if (++schemas > MOST_SCHEMAS || depth > DEEPEST) {
      return Check.UNSURE;
    }
    for (Keyword keyword : NOT_DECIDED) {
      if (schema.containsKey(keyword.word())) {
        return Check.UNSURE;
      }
    }
    return SharedChecks.canShare(schema)
        ? shared.of(linked.draft(), schema, () -> all(schema, depth))
        : all(schema, depth);
  }

  private Check all(Map<?, ?> schema, int depth) {
    return TypeCheck.of(schema.get("type"))
        .and(reference(schema.get("$ref"), depth))
        .and(ValueChecks.of(schema))
        .and(TextChecks.of(schema))
        .and(NumberChecks.of(schema, linked.draft()))
        .and(objects(schema, depth))
        .and(arrays(schema, depth))
        .and(allOf(schema, depth))
        .and(anyOf(schema, depth));
  }

  private Check reference(@Nullable Object reference, int depth) {
    if (reference == null) {
      return Check.ALWAYS;
    }
    if (!open.add(reference)) {
      return Check.UNSURE;
    }
    Check check = compile(linked.follow(reference), depth + 1);
    open.remove(reference);
    return check;
  }

  private Check allOf(Map<?, ?> schema, int depth) {
    Check all = Check.ALWAYS;
    for (Check check : list(schema.get("allOf"), depth, this::compile)) {
      all = all.and(check);
    }
    return all;
  }

  private Check anyOf(Map<?, ?> schema, int depth) {
    if (!schema.containsKey("anyOf")) {
      return Check.ALWAYS;
    }
    Check[] checks = list(schema.get("anyOf"), depth, this::compile);
    return value -> {
      for (Check check : checks) {
        if (check.surelyValid(value)) {
          return true;
        }
      }
      return false;
    };
  }

  private Check objects(Map<?, ?> schema, int depth) {
    boolean isAbout =
        ObjectCheck.KEYWORDS.stream().anyMatch(keyword -> schema.containsKey(keyword.word()));
    if (!isAbout) {
      return Check.ALWAYS;
    }
    Map<PatternSearch, Check> patterns = new LinkedHashMap<>();
    map(schema.get("patternProperties"), depth)
        .forEach((regex, check) -> patterns.put(new PatternSearch(regex), check));
    return new ObjectCheck(
        map(schema.get("properties"), depth),
        patterns,
        orAlways(schema, "additionalProperties", depth),
        strings(schema.get("required")),
        bound(schema, "minProperties", 0),
        bound(schema, "maxProperties", Integer.MAX_VALUE));
  }

  private Check arrays(Map<?, ?> schema, int depth) {
    boolean isAbout =
        ArrayCheck.KEYWORDS.stream().anyMatch(keyword -> schema.containsKey(keyword.word()));
    if (!isAbout) {
      return Check.ALWAYS;
    }
    Check[] first;
    Check others;
    if (schema.get("items") instanceof List<?> items) {
      first = list(items, depth, this::below);
      others = orAlways(schema, "additionalItems", depth);
    } else {
      first = list(schema.get("prefixItems"), depth, this::below);
      others = orAlways(schema, "items", depth);
    }
    return new ArrayCheck(
        first,
        others,
        Boolean.TRUE.equals(schema.get("uniqueItems")),
        bound(schema, "minItems", 0),
        bound(schema, "maxItems", Integer.MAX_VALUE));
  }

  private Check orAlways(Map<?, ?> schema, String word, int depth) {
    return schema.containsKey(word) ? below(schema.get(word), depth + 1) : Check.ALWAYS;
  }

  /** Compiles a schema for a value or for a part of it. */
  private interface Compiling {
    Check of(@Nullable Object schema, int depth);
  }

  private static Check[] list(@Nullable Object values, int depth, Compiling compiling) {
    List<Check> checks = new ArrayList<>();
    if (values instanceof List<?> list) {
      list.forEach(value -> checks.add(compiling.of(value, depth + 1)));
    }
    return checks.toArray(Check[]::new);
  }

  /** Interns names: many schemas share them, and most events use literals. */
  private Map<String, Check> map(@Nullable Object values, int depth) {
    Map<String, Check> checks = new LinkedHashMap<>();
    if (values instanceof Map<?, ?> map) {
      map.forEach((key, value) -> checks.put(((String) key).intern(), below(value, depth + 1)));
    }
    return checks;
  }

  private static List<String> strings(@Nullable Object values) {
    return values instanceof List<?> list
        ? list.stream().map(String.class::cast).toList()
        : List.of();
  }

  /** A bound of a count, as Vert.x gets it too. */
  static int bound(Map<?, ?> schema, String word, int otherwise) {
    return schema.get(word) instanceof Number number
        ? (int) Math.min(number.doubleValue(), Integer.MAX_VALUE)
        : otherwise;
  }
}
