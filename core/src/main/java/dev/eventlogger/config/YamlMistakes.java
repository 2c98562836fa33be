package dev.eventlogger.config;

import dev.eventlogger.spi.YamlWords;
import java.util.Locale;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Says where a text is not YAML and why. In our own words, since the parser's messages quote the
 * text.
 */
final class YamlMistakes {

  private YamlMistakes() {}

  static ConfigException describe(String source, String yaml, YAMLException mistake) {
    if (mistake instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      Mark mark = marked.getProblemMark();
      return at(
          source, mark.getLine() + 1, mark.getColumn() + 1, YamlWords.of(marked.getProblem()));
    }
    if (mistake instanceof ReaderException unprintable) {
      // The parser stops at the first bad character, so it is the first occurrence in the text.
      String before = yaml.substring(0, Math.max(0, yaml.indexOf(unprintable.getCodePoint())));
      int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
      int column = before.length() - before.lastIndexOf('\n');
      String character = String.format(Locale.ROOT, "U+%04X", unprintable.getCodePoint());
      return at(
          source, line, column, "not YAML: the character " + character + " is not allowed in YAML");
    }
    return new ConfigException(source, "not YAML");
  }

  private static ConfigException at(String source, int line, int column, String words) {
    return new ConfigException(source, "line " + line + ", column " + column + ": " + words);
  }
}
