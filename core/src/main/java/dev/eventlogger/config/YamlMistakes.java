package dev.eventlogger.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Says where a text is not YAML and why, in words of ours: the parser's quote the text. */
final class YamlMistakes {

  private static final Map<String, String> WORDS = words();

  private YamlMistakes() {}

  static ConfigException describe(String source, String yaml, YAMLException mistake) {
    if (mistake instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      Mark mark = marked.getProblemMark();
      return at(source, mark.getLine() + 1, mark.getColumn() + 1, words(marked.getProblem()));
    }
    if (mistake instanceof ReaderException unprintable) {
      // The parser stops at the first, so the first of its kind in the text is the one.
      String before = yaml.substring(0, Math.max(0, yaml.indexOf(unprintable.getCodePoint())));
      int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
      int column = before.length() - before.lastIndexOf('\n');
      String character = String.format(Locale.ROOT, "U+%04X", unprintable.getCodePoint());
      return at(source, line, column, ": the character " + character + " is not allowed in YAML");
    }
    return new ConfigException(source, "not YAML");
  }

  private static ConfigException at(String source, int line, int column, String words) {
    return new ConfigException(
        source, "line " + line + ", column " + column + ": not YAML" + words);
  }

  private static String words(String problem) {
    return WORDS.entrySet().stream()
        .filter(entry -> problem.startsWith(entry.getKey()))
        .map(entry -> ": " + entry.getValue())
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("mapping values are not allowed", "no colon is expected here; quote the text");
    words.put("could not find expected ':'", "a key without a colon behind it");
    words.put("expected ',' or '}'", "expected ',' or '}'");
    words.put("expected ',' or ']'", "expected ',' or ']'");
    words.put("expected <block end>", "this does not fit the indentation above");
    words.put("found character", "no value can begin with this character; quote the text");
    words.put("found unexpected end of stream", "a quote is not closed");
    words.put("found unknown escape", "an unknown escape; use single quotes");
    return words;
  }
}
