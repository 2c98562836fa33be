package dev.eventlogger.spi;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says in our own words why a text is not YAML, since the parser's messages quote the text.
 * Immutable.
 */
public final class YamlWords {

  private static final Map<String, String> WORDS = words();

  private YamlWords() {}

  /** What to say, after the place; begins with {@code not YAML}. */
  public static String of(String problem) {
    return WORDS.entrySet().stream()
        .filter(entry -> problem.startsWith(entry.getKey()))
        .map(entry -> "not YAML: " + entry.getValue())
        .findFirst()
        .orElse("not YAML");
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("mapping values are not allowed", "no colon is expected here; quote the text");
    words.put("could not find expected ':'", "a key without a colon behind it");
    words.put("expected ',' or '}'", "expected ',' or '}'");
    words.put("expected ',' or ']'", "expected ',' or ']'");
    words.put("expected <block end>", "this does not fit the indentation above");
    words.put("found character '\\t", "a tab; indent with spaces, YAML allows no tabs there");
    words.put("found a tab character", "a tab; indent with spaces, YAML allows no tabs there");
    words.put("found character", "no value can begin with this character; quote the text");
    words.put("found unexpected end of stream", "a quote is not closed");
    words.put("found unknown escape", "an unknown escape; use single quotes");
    return words;
  }
}
