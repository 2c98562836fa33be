package dev.eventlogger.schema.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.JsonPointers;
import dev.eventlogger.event.Problem;
import dev.eventlogger.schema.registry.VertxRun.Finding;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what Vert.x found into what a person should read: causes without their consequences, the
 * deepest first, in words that hold nothing of the event except its keys. For one schema;
 * immutable.
 */
final class ProblemReport {

  private static final int MOST_FINDINGS = 300;
  private static final int MOST_PROBLEMS = 50;
  private static final int MOST_ALTERNATIVES = 3;

  /** Keywords that fail because one below them fails. */
  private static final Set<String> CONSEQUENCES =
      Set.of(
          "$ref",
          "properties",
          "patternProperties",
          "additionalProperties",
          "unevaluatedProperties",
          "propertyNames",
          "items",
          "prefixItems",
          "additionalItems",
          "unevaluatedItems",
          "allOf",
          "dependentSchemas");

  private static final Set<String> CONTAINS = Set.of("contains", "minContains", "maxContains");

  private static final Set<String> ALTERNATIVES = Set.of("anyOf", "oneOf");

  private final VertxRun run;

  /** Reports what one validator finds. */
  ProblemReport(VertxRun run) {
    this.run = run;
  }

  /** The problems, at most 50 of them. */
  List<Problem> problems(List<Finding> findings) {
    List<Finding> all = findings.subList(0, Math.min(findings.size(), MOST_FINDINGS));
    List<Problem> problems =
        all.stream()
            .filter(finding -> isCause(finding, all))
            .sorted(Comparator.comparingInt(ProblemReport::depth).reversed())
            .map(finding -> problem(finding, all))
            .distinct()
            .limit(MOST_PROBLEMS)
            .toList();
    return problems.isEmpty() ? List.of(problem(findings.get(0), List.of())) : problems;
  }

  private static int depth(Finding finding) {
    return (int) finding.at().chars().filter(c -> c == '/').count();
  }

  private static boolean isCause(Finding finding, List<Finding> all) {
    String word = lastSegment(finding.keyword());
    return all.stream().noneMatch(other -> hides(other, finding, word));
  }

  /** Whether one finding makes another superfluous, which is only another view of the same. */
  private static boolean hides(Finding cause, Finding finding, String word) {
    boolean isBelow = isBelow(cause.at(), finding.at());
    String keyword = finding.keyword();
    if (CONSEQUENCES.contains(word) && isBelow && isBelow(cause.keyword(), keyword + "/")) {
      return true;
    }
    if (ALTERNATIVES.contains(word)) {
      return !cause.at().equals(finding.at()) && isBelow && isBelow(cause.keyword(), keyword + "/");
    }
    if (word.equals("if")) {
      String parent = keyword.substring(0, keyword.length() - "if".length());
      return isBelow
          && (isBelow(cause.keyword(), parent + "then/")
              || isBelow(cause.keyword(), parent + "else/"));
    }
    return isFalseExtra(cause, finding) || isBranch(cause, finding) || isSought(cause, finding);
  }

  /**
   * Whether the finding is about an item that {@code contains} looked for: no single item is to
   * blame.
   */
  private static boolean isSought(Finding cause, Finding finding) {
    String word = lastSegment(cause.keyword());
    String parent = cause.keyword().substring(0, cause.keyword().length() - word.length());
    return CONTAINS.contains(word) && isBelow(finding.keyword(), parent + "contains/");
  }

  /** A property that is described but wrong is also reported as additional, which it is not. */
  private static boolean isFalseExtra(Finding cause, Finding finding) {
    String word = lastSegment(cause.keyword());
    if (!word.equals("properties") && !word.equals("patternProperties")) {
      return false;
    }
    String parent = cause.keyword().substring(0, cause.keyword().length() - word.length());
    return isBelow(finding.at(), cause.at())
        && (isBelow(finding.keyword(), parent + "additionalProperties")
            || isBelow(finding.keyword(), parent + "unevaluatedProperties"));
  }

  /** If all alternatives fail at their own value, no single one is to blame. */
  private static boolean isBranch(Finding cause, Finding finding) {
    return ALTERNATIVES.contains(lastSegment(cause.keyword()))
        && cause.at().equals(finding.at())
        && isBelow(finding.keyword(), cause.keyword() + "/");
  }

  private static boolean isBelow(String place, String outer) {
    return place.startsWith(outer)
        && (place.length() == outer.length()
            || outer.endsWith("/")
            || place.charAt(outer.length()) == '/');
  }

  private static String lastSegment(String place) {
    return place.substring(place.lastIndexOf('/') + 1);
  }

  private Problem problem(Finding finding, List<Finding> all) {
    StringBuilder at = new StringBuilder();
    for (String key : keys(finding.at())) {
      at.append('/').append(JsonPointers.segment(key));
    }
    return new Problem(at.toString(), words(finding) + alternatives(finding, all));
  }

  /** What each of some alternatives asks for, if there are only a few. */
  private String alternatives(Finding finding, List<Finding> all) {
    if (!ALTERNATIVES.contains(lastSegment(finding.keyword()))) {
      return "";
    }
    List<String> words =
        all.stream()
            .filter(other -> !other.equals(finding) && isBranch(finding, other))
            .filter(other -> !CONSEQUENCES.contains(lastSegment(other.keyword())))
            .map(this::words)
            .distinct()
            .limit(MOST_ALTERNATIVES + 1L)
            .toList();
    return words.isEmpty() || words.size() > MOST_ALTERNATIVES
        ? ""
        : ": " + String.join(", or ", words);
  }

  private String words(Finding finding) {
    List<String> keys = keys(finding.keyword());
    if (keys.isEmpty()) {
      return "is not allowed by the schema";
    }
    String word = keys.get(keys.size() - 1);
    Map<String, Object> schema = run.schemaAt(keys.subList(0, keys.size() - 1));
    if (schema.containsKey(VertxSchema.CONDITION)) {
      word = "if";
    } else if (schema.containsKey(VertxSchema.CONTAINED)) {
      word = "contains";
    }
    return KeywordMessages.problem(word, VertxRun.plain(schema.get(word)), finding.error());
  }

  /** The keys of a place as Vert.x writes it: {@code #}, then each key with its bytes escaped. */
  static List<String> keys(String place) {
    List<String> keys = new ArrayList<>();
    String[] segments = place.split("/", -1);
    for (int index = 1; index < segments.length; index++) {
      keys.add(Pointers.key(unescaped(segments[index])));
    }
    return keys;
  }

  private static String unescaped(String segment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int index = 0; index < segment.length(); index++) {
      char character = segment.charAt(index);
      int high = character == '%' && index + 2 < segment.length() ? hex(segment, index + 1) : -1;
      int low = high < 0 ? -1 : hex(segment, index + 2);
      if (low < 0) {
        bytes.write(character);
      } else {
        bytes.write(high * 16 + low);
        index += 2;
      }
    }
    return bytes.toString(UTF_8);
  }

  private static int hex(String text, int index) {
    return Character.digit(text.charAt(index), 16);
  }
}
