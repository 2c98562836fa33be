package dev.eventlogger.server.trust;

import dev.eventlogger.config.Secrets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks secrets in URLs that pages send: the values of {@code token=} and the like. */
final class UrlSecrets {

  private static final String MASK = "****";

  /** Names that are secret in URLs, though not as settings: OAuth's, and those of signed links. */
  private static final Set<String> NAMES =
      Set.of("auth", "code", "jwt", "otp", "session", "sessionid", "sid", "sig", "signature");

  private static final Pattern PARAMETER =
      Pattern.compile("(?<=[?&;#])([^=&;#?\\s]{1,200})=([^&;#\\s]+)");
  private static final Pattern USER = Pattern.compile("(?<=://)[^/?#@\\s]{1,200}@");

  private UrlSecrets() {}

  /** The text with its secrets masked if it is or holds a URL; otherwise the text itself. */
  static String without(String text) {
    boolean mayHave = text.indexOf('=') >= 0 || text.indexOf('@') >= 0;
    return mayHave && isUrl(text) ? masked(text) : text;
  }

  private static boolean isUrl(String text) {
    return "/?#".indexOf(text.charAt(0)) >= 0 || text.contains("://");
  }

  private static String masked(String text) {
    String withoutUser = text.indexOf('@') >= 0 ? USER.matcher(text).replaceAll(MASK + "@") : text;
    return text.indexOf('=') >= 0 ? withoutParameters(withoutUser) : withoutUser;
  }

  private static String withoutParameters(String text) {
    return PARAMETER
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    isSecret(found.group(1)) ? found.group(1) + "=" + MASK : found.group()));
  }

  private static boolean isSecret(String name) {
    return Secrets.isSecretName(name) || NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
