package dev.eventlogger.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides which settings are secret, and masks the secrets in a text. Thread-safe. Public for the
 * server, which recognises secrets in URLs by the same names.
 */
public final class Secrets {

  /** Replaces what is not shown. */
  static final String MASK = "****";

  private static final int LONGEST_SHOWN = 40;

  private static final String WORDS =
      "passw(?:or)?d|passphrase|pwd|secret|token|credential|authorization|http_?auth|api_?key";
  private static final Pattern NAME =
      Pattern.compile(
          "(?:" + WORDS + ")|jaas|[._]key$|^key$|user[._]?info$", Pattern.CASE_INSENSITIVE);
  private static final Pattern USER_INFO =
      Pattern.compile("(://|^jdbc:[a-z0-9:]+:).*@", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern PARAMETER =
      Pattern.compile(
          "([?&;][^=&;\\s]*(?:" + WORDS + "|_key)[^=&;\\s]*=)[^&;\\s]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\u2028\\u2029]");

  private Secrets() {}

  /**
   * Whether a setting of this name, and everything below it, is secret. The place where a secret is
   * kept, as in {@code secret_file}, is not.
   */
  public static boolean isSecretName(String name) {
    String snake = name.replace('-', '_');
    return NAME.matcher(snake).find() && !snake.endsWith("_file");
  }

  /** The text without the user, password and secret parameters of a URL in it. */
  static String masked(String text) {
    String withoutUser = USER_INFO.matcher(text).replaceAll("$1" + MASK + "@");
    return PARAMETER.matcher(withoutUser).replaceAll("$1" + MASK);
  }

  /** The text on one line, masked and cut short. */
  static String shortened(String text) {
    String printable = printable(text);
    return printable.codePointCount(0, printable.length()) <= LONGEST_SHOWN
        ? printable
        : printable.substring(0, printable.offsetByCodePoints(0, LONGEST_SHOWN - 1)) + "…";
  }

  /** The text on one line, masked. */
  static String printable(String text) {
    return UNPRINTABLE.matcher(masked(text)).replaceAll("\uFFFD");
  }

  /** A message that may quote settings, without those that must not be shown. */
  static String hide(String message, YamlTree settings) {
    String hidden = message;
    for (YamlTree.Scalar scalar : settings.scalars()) {
      if (scalar.isHidden() && !scalar.text().isEmpty()) {
        String word = "(?<![\\p{L}\\p{N}])" + Pattern.quote(scalar.text()) + "(?![\\p{L}\\p{N}])";
        hidden = Pattern.compile(word).matcher(hidden).replaceAll(Matcher.quoteReplacement(MASK));
      }
    }
    return masked(hidden);
  }
}
