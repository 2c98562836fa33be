package dev.eventlogger.server.trust;

import dev.eventlogger.config.Secrets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets in URLs that pages send along: what stands behind {@code token=} and the like. */
final class UrlSecrets {

  static final String MASK = "****";

  /** Those that are secret in URLs and no secret settings: of OAuth, and of signed links. */
  private static final Set<String> NAMES =
      Set.of(
          "code", "state", "sig", "signature", "auth", "session", "sessionid", "sid", "jwt", "otp");

  private static final Pattern PARAMETER =
      Pattern.compile("(?<=[?&;#])([^=&;#?\\s]{1,200})=([^&;#\\s]*)");
  private static final Pattern URL_OR_PATH =
      Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:)?/\\S*|[?#]\\S*");
  private static final Pattern USER = Pattern.compile("(?<=://)[^/?#@\\s]*@");

  private UrlSecrets() {}

  /**
   * The same text, without them if it is a URL, a path or a query; the very same if it has none.
   */
  static String without(String text) {
    boolean mayHave = text.indexOf('=') >= 0 || text.indexOf('@') >= 0;
    if (!mayHave || !URL_OR_PATH.matcher(text).matches()) {
      return text;
    }
    String withoutUser = USER.matcher(text).replaceAll(MASK + "@");
    Matcher parameters = PARAMETER.matcher(withoutUser);
    StringBuilder kept = new StringBuilder();
    while (parameters.find()) {
      String name = parameters.group(1);
      String value = isSecret(name) ? MASK : parameters.group(2);
      parameters.appendReplacement(kept, Matcher.quoteReplacement(name + "=" + value));
    }
    parameters.appendTail(kept);
    return kept.toString();
  }

  private static boolean isSecret(String name) {
    return Secrets.isSecretName(name) || NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
