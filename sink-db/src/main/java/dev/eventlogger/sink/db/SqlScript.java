package dev.eventlogger.sink.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statements of one of our scripts: each ends with a semicolon at the end of a line, a comment
 * has lines to itself, and <code>${name}</code> is a placeholder. Immutable.
 */
record SqlScript(List<String> statements) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z_]+)}");
  private static final Pattern END = Pattern.compile(";\\s*(\\n|$)");

  SqlScript {
    statements = List.copyOf(statements);
  }

  /**
   * Reads a script.
   *
   * @param resource its path, relative to this package
   * @param names the values of placeholders
   */
  static SqlScript read(String resource, Map<String, String> names) {
    String text =
        text(resource)
            .lines()
            .filter(line -> !line.startsWith("--"))
            .collect(Collectors.joining("\n"));
    String filled =
        PLACEHOLDER
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(name(resource, names, found.group(1))));
    return new SqlScript(
        Arrays.stream(END.split(filled)).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  private static String name(String resource, Map<String, String> names, String placeholder) {
    String name = names.get(placeholder);
    if (name == null) {
      throw new IllegalStateException(resource + ": nothing is known to stand for " + placeholder);
    }
    return name;
  }

  private static String text(String resource) {
    try (InputStream stream = SqlScript.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + ": is not in the JAR");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + ": cannot be read", e);
    }
  }
}
