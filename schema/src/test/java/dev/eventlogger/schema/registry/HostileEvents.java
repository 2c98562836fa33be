package dev.eventlogger.schema.registry;

import dev.eventlogger.event.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Schemas and events of up to 4 MiB for which the obvious check takes far more time or memory than
 * their size suggests. {@link #main} checks them all, in whatever heap it is given, and prints what
 * each took.
 */
final class HostileEvents {

  /** The size of the events, in percent of those that have nearly 4 MiB. */
  private static final int PERCENT = Integer.getInteger("hostile.percent", 100);

  private static final String DRAFT_7 = "http://json-schema.org/draft-07/schema#";
  private static final String LATEST = "https://json-schema.org/draft/2020-12/schema";

  /** A schema, and data to check against it. */
  record Hostile(String draft, String keywords, Supplier<Map<String, ?>> data) {}

  private HostileEvents() {}

  public static void main(String[] only) {
    all()
        .forEach(
            (name, hostile) -> {
              if (only.length == 0 || name.contains(only[0])) {
                System.out.println(name + " | " + answer(hostile));
              }
            });
  }

  private static String answer(Hostile hostile) {
    EventSchema schema = Schemas.of(hostile.draft(), hostile.keywords());
    Map<String, ?> data = hostile.data().get();
    long start = CpuTime.nanos();
    boolean isSure = schema.surelyValid(data);
    long fast = (CpuTime.nanos() - start) / 1_000_000;
    List<Problem> problems = schema.validate(data);
    long full = (CpuTime.nanos() - start) / 1_000_000 - fast;
    String first = problems.isEmpty() ? "valid" : problems.get(0).toString();
    return (isSure ? "sure" : "unsure")
        + " | "
        + fast
        + " | "
        + full
        + " | "
        + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
        + " | "
        + first.substring(0, Math.min(first.length(), 120));
  }

  static Map<String, Hostile> all() {
    Map<String, Hostile> all = new TreeMap<>();
    values(all);
    objects(all);
    texts(all);
    nests(all);
    return all;
  }

  private static void values(Map<String, Hostile> all) {
    String consts = many(100, i -> "{'const':'value-" + i + "'}");
    all.put(
        "enum of 5,000, items",
        of("'items':{'enum':[" + many(5_000, i -> "'v" + i + "'") + "]}", () -> numbers(50_000)));
    all.put(
        "enum of 5,000 objects, items",
        of(
            "'items':{'enum':[" + many(5_000, i -> "{'a':" + i + "}") + "]}",
            () -> maps(50_000, 1)));
    all.put(
        "anyOf of 100 consts, items",
        of("'items':{'anyOf':[" + consts + "]}", () -> numbers(500_000)));
    all.put(
        "oneOf of 100 consts, items",
        of("'items':{'oneOf':[" + consts + "]}", () -> numbers(500_000)));
    all.put(
        "anyOf of 100 consts, all",
        new Hostile(DRAFT_7, "'anyOf':[" + consts + "]", () -> numbers(500_000)));
    all.put(
        "const of 10,000, many times",
        of(
            "'anyOf':["
                + many(90, i -> "{'const':[" + many(500, j -> "" + j) + "," + i + "]}")
                + "]",
            () -> list(501, i -> i)));
    all.put("contains, not there", of("'contains':{'const':'x'}", () -> numbers(500_000)));
    all.put("contains, there once", of("'contains':{'const':7}", () -> numbers(500_000)));
    all.put(
        "uniqueItems, 500 times",
        of(
            "'anyOf':["
                + many(500, i -> "{'uniqueItems':true,'minItems':" + (9_000_000 + i) + "}")
                + "]",
            () -> numbers(200_000)));
    all.put(
        "multipleOf, far exponents",
        of("'items':{'multipleOf':1e-300}", () -> list(300_000, i -> 1e300 + i * 1e290)));
    all.put("items false", of("'items':false", () -> numbers(500_000)));
    all.put("type, items", of("'items':{'type':'string'}", () -> numbers(900_000)));
    all.put(
        "unevaluatedItems",
        new Hostile(
            LATEST, "'properties':{'a':{'unevaluatedItems':false}}", () -> numbers(500_000)));
  }

  private static void objects(Map<String, Hostile> all) {
    String names = many(5_000, i -> "'k" + i + "'");
    all.put(
        "required of 5,000, items",
        of("'items':{'required':[" + names + "]}", () -> maps(300_000, 0)));
    all.put(
        "properties of 5,000, items",
        of(
            "'items':{'properties':{" + many(5_000, i -> "'k" + i + "':{'type':'string'}") + "}}",
            () -> maps(300_000, 0)));
    all.put(
        "patternProperties, 200, all wrong",
        of(
            "'patternProperties':{" + many(200, i -> "'^k|" + i + "':{'type':'string'}") + "}",
            () -> Map.of("a", wide(100_000))));
    all.put("propertyNames false", of("'propertyNames':false", () -> Map.of("a", wide(200_000))));
    all.put(
        "additionalProperties false",
        of("'additionalProperties':false", () -> Map.of("a", wide(300_000))));
    all.put(
        "unevaluatedProperties false",
        new Hostile(
            LATEST,
            "'properties':{'a':{'unevaluatedProperties':false}}",
            () -> Map.of("a", wide(300_000))));
    all.put(
        "dependentRequired of 2,000, items",
        new Hostile(
            LATEST,
            "'properties':{'a':{'items':{'dependentRequired':{"
                + many(2_000, i -> "'k" + i + "':['x']")
                + "}}}}",
            () -> maps(200_000, 1)));
    all.put(
        "dependencies of 2,000, items",
        of(
            "'items':{'dependencies':{"
                + many(2_000, i -> "'k" + i + "':{'minProperties':9}")
                + "}}",
            () -> maps(200_000, 1)));
    all.put(
        "a name of 1 MB over many values",
        of(
            "'additionalProperties':{'items':{'type':'string'}}",
            () -> Map.of("a", Map.of("k".repeat(scaled(1_000_000)), list(100_000, i -> i)))));
    all.put(
        "100 names of 10 KB within each other",
        of(
            "'additionalProperties':{'$ref':'#/properties/a'}",
            () -> Map.of("a", deep(90, "k".repeat(30_000), list(1_000, i -> i)))));
    all.put(
        "allOf of 1,000 on many names",
        of(
            "'if':{'additionalProperties':true},'then':{'allOf':["
                + many(1_000, i -> "true")
                + "]}",
            () -> Map.of("a", wide(200_000))));
  }

  private static void texts(Map<String, Hostile> all) {
    all.put(
        "200 patterns on 1 MB",
        of(
            "'allOf':[" + many(200, i -> "{'pattern':'^[a-z]+" + i + "$'}") + "]",
            () -> Map.of("a", "a".repeat(scaled(1_000_000)))));
    all.put(
        "a slow pattern on many texts",
        of(
            "'items':{'pattern':'^(.*a){9}$'}",
            () -> list(100_000, i -> "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!")));
    all.put(
        "a slow pattern on many names",
        of("'patternProperties':{'^(.*a){9}$':{}}", () -> Map.of("a", wide(100_000))));
    all.put(
        "500 lengths of 1 MB",
        of(
            "'anyOf':[" + many(500, i -> "{'minLength':" + (2_000_000 + i) + "}") + "]",
            () -> Map.of("a", "a".repeat(scaled(3_000_000)))));
    for (String format :
        List.of(
            "uri",
            "iri",
            "date-time",
            "email",
            "hostname",
            "ipv6",
            "uri-template",
            "json-pointer")) {
      all.put(
          "format " + format + ", 190 times",
          of(
              "'anyOf':["
                  + many(
                      190, i -> "{'format':'" + format + "','minLength':" + (9_000_000 + i) + "}")
                  + "]",
              () -> Map.of("a", "a:/".repeat(scaled(1_000_000)))));
    }
    for (String format : List.of("idn-hostname", "idn-email", "regex")) {
      all.put(
          "format " + format + ", items",
          of(
              "'items':{'format':'" + format + "'}",
              () -> list(12_000, i -> "\u00b7l".repeat(150))));
    }
  }

  private static void nests(Map<String, Hostile> all) {
    String doubling =
        "'d0':{'type':'object'},"
            + many(
                40,
                i ->
                    "'d%d':{'%s':[{'$ref':'#/definitions/d%d'},{'$ref':'#/definitions/d%d'}]}"
                        .formatted(i + 1, i % 2 == 0 ? "allOf" : "oneOf", i, i));
    all.put(
        "references that double",
        new Hostile(
            DRAFT_7,
            "'definitions':{" + doubling + "},'allOf':[{'$ref':'#/definitions/d40'}]",
            Map::of));
    for (String word : List.of("anyOf", "allOf", "oneOf")) {
      all.put(
          word + " of itself, twice",
          new Hostile(
              DRAFT_7,
              "'"
                  + word
                  + "':[{'additionalProperties':{'$ref':'#'}},{'additionalProperties':{'$ref':'#'}}]",
              () -> Map.of("a", deep(90, "a", Map.of()))));
    }
    all.put(
        "if, then and else of itself",
        new Hostile(
            DRAFT_7,
            "'if':{'additionalProperties':{'$ref':'#'}},'then':{'additionalProperties':{'$ref':'#'}},'else':{'additionalProperties':{'$ref':'#'}}",
            () -> Map.of("a", deep(90, "a", Map.of()))));
    all.put(
        "not not of itself",
        new Hostile(
            DRAFT_7,
            "'not':{'not':{'additionalProperties':{'$ref':'#'}}}",
            () -> Map.of("a", deep(90, "a", Map.of()))));
    all.put(
        "unevaluated in every branch",
        new Hostile(
            LATEST,
            "'anyOf':["
                + many(200, i -> "{'patternProperties':{'':{}},'unevaluatedProperties':false}")
                + "]",
            () -> Map.of("a", 1, "b", wide(200_000))));
    all.put(
        "1,000 branches of true on many names",
        new Hostile(
            LATEST,
            "'properties':{'a':{'patternProperties':{'':true},'anyOf':["
                + many(1_000, i -> "true")
                + "],'unevaluatedProperties':false}}",
            () -> Map.of("a", wide(200_000))));
  }

  private static Hostile of(String keywords, Supplier<Map<String, ?>> data) {
    return new Hostile(DRAFT_7, "'properties':{'a':{" + keywords + "}}", data);
  }

  private static String many(int count, IntFunction<String> each) {
    return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(","));
  }

  private static int scaled(int count) {
    return (int) ((long) count * PERCENT / 100);
  }

  private static Map<String, ?> numbers(int count) {
    return list(count, i -> i % 10);
  }

  private static Map<String, ?> list(int count, IntFunction<Object> each) {
    List<Object> items = new ArrayList<>();
    IntStream.range(0, scaled(count)).forEach(i -> items.add(each.apply(i)));
    return Map.of("a", items);
  }

  private static Map<String, ?> maps(int count, int size) {
    Map<String, Object> one = new LinkedHashMap<>();
    IntStream.range(0, size).forEach(i -> one.put("k" + i, -1));
    return Map.of("a", Collections.nCopies(scaled(count), one));
  }

  private static Map<String, ?> wide(int count) {
    Map<String, Object> wide = new LinkedHashMap<>();
    IntStream.range(0, scaled(count)).forEach(i -> wide.put("k" + i + "aaaaaaaaaa", i));
    return wide;
  }

  private static Object deep(int depth, String name, Object innermost) {
    Object deep = innermost;
    for (int level = 0; level < depth; level++) {
      deep = Map.of(name, deep);
    }
    return deep;
  }
}
