package dev.eventlogger.schema.pattern;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Compiles regular expressions of ECMA-262, Unicode mode, which is what JSON Schema asks for. A
 * text matches if {@link java.util.regex.Matcher#find} finds the pattern in it.
 *
 * <p>Also accepted, since nothing else can be meant: punctuation that is escaped unnecessarily, and
 * an unpaired {@code ]} or {@code }}. Refused: what only other dialects have, lookbehinds without a
 * bounded length, and backreferences to groups that may not have matched, which have another
 * meaning in Java. Immutable, thread-safe.
 */
public final class EcmaPattern {

  private EcmaPattern() {}

  /**
   * Compiles a regular expression.
   *
   * @throws MalformedPatternException if it is not valid, or cannot be run here
   */
  public static Pattern compile(String regex) {
    return compile(regex, false);
  }

  /**
   * Compiles a regular expression to a faster one, which is only correct for texts without U+0085
   * (next line): Java's own dot stops there.
   *
   * @throws MalformedPatternException if it is not valid, or cannot be run here
   */
  public static Pattern compileForTextsWithoutNextLine(String regex) {
    return compile(regex, true);
  }

  private static Pattern compile(String regex, boolean hasJavasDot) {
    try {
      return Pattern.compile(new PatternTranslation(regex, hasJavasDot).java());
    } catch (PatternSyntaxException e) {
      throw new MalformedPatternException(
          e.getDescription().startsWith("Look-behind")
              ? "has a lookbehind whose length cannot be told; write its repeated groups out"
              : "cannot be run: " + e.getDescription());
    } catch (StackOverflowError e) {
      throw new MalformedPatternException("is nested too deeply for a regular expression");
    }
  }
}
