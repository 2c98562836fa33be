package dev.eventlogger.testkit.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A filter pattern: supports the part of the service's language with terms, which must all match
 * ({@code error "query 42" -debug}), and with comparisons of JSON members ({@code { $.name =
 * "click" && ($.level = "INFO" || $.level = "USAGE") }}). The rest of the language is refused.
 * Immutable.
 *
 * <p>A term matches case-sensitively, as a whole word: no letter or digit comes directly before or
 * after it. A quoted term may contain anything.
 */
final class FilterPattern {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TERM =
      Pattern.compile("\\s*([-]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\w+))");
  private static final Pattern EQUALITY =
      Pattern.compile(
          "\\s*\\$((?:\\.[A-Za-z0-9_-]+)+)\\s*(!?=)\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(-?[0-9.]+))\\s*");

  private final String text;
  private final List<Term> terms = new ArrayList<>();
  private final List<List<Equality>> conditions = new ArrayList<>();

  private record Term(boolean isExcluded, String text) {}

  private record Equality(
      String pointer, boolean isNegated, @Nullable String text, String number) {}

  private FilterPattern(String text) {
    this.text = text;
  }

  /** Reads a pattern; null and the empty text match everything. */
  static FilterPattern of(@Nullable String text) throws ServiceError {
    FilterPattern pattern = new FilterPattern(text == null ? "" : text.strip());
    if (pattern.text.startsWith("{") && pattern.text.endsWith("}")) {
      pattern.readConditions(pattern.text.substring(1, pattern.text.length() - 1));
    } else {
      pattern.readTerms();
    }
    return pattern;
  }

  String text() {
    return text;
  }

  private void readTerms() throws ServiceError {
    Matcher term = TERM.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!term.find(at) || term.start() != at) {
        throw invalid();
      }
      String quoted = term.group(2);
      String word = quoted == null ? String.valueOf(term.group(3)) : unescaped(quoted);
      terms.add(new Term("-".equals(term.group(1)), word));
      at = term.end();
    }
  }

  private void readConditions(String all) throws ServiceError {
    for (String condition : all.split("&&", -1)) {
      String stripped = condition.strip();
      boolean isInParentheses = stripped.startsWith("(") && stripped.endsWith(")");
      String inner = isInParentheses ? stripped.substring(1, stripped.length() - 1) : stripped;
      List<Equality> alternatives = new ArrayList<>();
      for (String alternative : inner.split("\\|\\|", -1)) {
        alternatives.add(equality(alternative));
      }
      conditions.add(alternatives);
    }
  }

  private static Equality equality(String condition) throws ServiceError {
    Matcher equality = EQUALITY.matcher(condition);
    if (!equality.matches()) {
      throw invalid();
    }
    String quoted = equality.group(3);
    return new Equality(
        String.valueOf(equality.group(1)).replace('.', '/'),
        "!=".equals(equality.group(2)),
        quoted == null ? null : unescaped(quoted),
        String.valueOf(equality.group(4)));
  }

  private static String unescaped(String quoted) {
    return quoted.replaceAll("\\\\(.)", "$1");
  }

  private static ServiceError invalid() {
    return ServiceError.invalid("Invalid filter pattern");
  }

  boolean matches(String message) {
    for (Term term : terms) {
      if (holds(message, term.text()) == term.isExcluded()) {
        return false;
      }
    }
    return conditions.isEmpty() || matchesJson(message);
  }

  private static boolean holds(String message, String term) {
    int at = message.indexOf(term);
    while (at >= 0) {
      int end = at + term.length();
      boolean startsWord = at == 0 || !isPartOfWord(message, at - 1, at);
      boolean endsWord = end == message.length() || !isPartOfWord(message, end - 1, end);
      if (startsWord && endsWord) {
        return true;
      }
      at = message.indexOf(term, at + 1);
    }
    return false;
  }

  private static boolean isPartOfWord(String message, int one, int next) {
    return Character.isLetterOrDigit(message.charAt(one))
        && Character.isLetterOrDigit(message.charAt(next));
  }

  private boolean matchesJson(String message) {
    try {
      JsonNode json = JSON.readTree(message);
      return conditions.stream()
          .allMatch(one -> one.stream().anyMatch(equality -> holds(json, equality)));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean holds(JsonNode json, Equality equality) {
    JsonNode value = json.at(equality.pointer());
    if (value.isMissingNode()) {
      return false;
    }
    boolean isEqual =
        equality.text() != null
            ? value.isTextual() && globs(equality.text(), value.asText())
            : value.isNumber() && value.asDouble() == Double.parseDouble(equality.number());
    return isEqual != equality.isNegated();
  }

  /** Whether a text matches one of a JSON pattern, in which {@code *} stands for anything. */
  private static boolean globs(String glob, String text) {
    String[] parts = glob.split("\\*", -1);
    StringBuilder regex = new StringBuilder();
    for (String part : parts) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }
}
