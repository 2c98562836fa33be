package dev.eventlogger.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces placeholders by environment variables. Immutable. */
final class Placeholders {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\$\\{|\\$\\{(?<body>[^}]*)(?<end>}?)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  // What the JVM replaces bytes by that it cannot decode.
  private static final char NOT_TEXT = '\uFFFD';
  private static final String RIGHT = "write ${NAME} or ${NAME:default}, or $${ for the text ${";

  private final Map<String, String> environment;

  Placeholders(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Whether there is a placeholder to replace. */
  static boolean isIn(String written) {
    return PLACEHOLDER.matcher(written).results().anyMatch(found -> found.group(1) != null);
  }

  /** The text as written, without the defaults, which may be secrets. */
  static String withoutDefaults(String written) {
    return PLACEHOLDER
        .matcher(written)
        .replaceAll(
            found -> {
              String body = found.group(1);
              boolean bare = body == null || body.indexOf(':') < 0;
              String shown = bare ? found.group() : "${" + nameIn(body) + ":" + Secrets.MASK + "}";
              return Matcher.quoteReplacement(shown);
            });
  }

  /**
   * The text with all placeholders replaced; the replacements are not searched again.
   *
   * @throws ConfigException if a placeholder is malformed, or its variable is not set and it has no
   *     default
   */
  String replace(String place, String written) {
    return PLACEHOLDER
        .matcher(written)
        .replaceAll(
            found -> {
              String body = found.group(1);
              String value = body == null ? "${" : value(place, body, found.group(2).isEmpty());
              return Matcher.quoteReplacement(value);
            });
  }

  private String value(String place, String body, boolean open) {
    if (body.contains("${")) {
      throw new ConfigException(place, "placeholders cannot be nested; write $${ for the text ${");
    }
    if (open) {
      throw new ConfigException(place, "a placeholder is not closed; " + RIGHT);
    }
    String name = nameIn(body);
    if (!NAME.matcher(name).matches()) {
      throw new ConfigException(place, "a placeholder names no variable; " + RIGHT);
    }
    String value = environment.get(name);
    if (value != null && value.indexOf(NOT_TEXT) >= 0) {
      String cure = "; set it in UTF-8, and run this in a locale such as C.UTF-8";
      throw new ConfigException(
          place, "${" + name + "} holds what is not text in the encoding of the locale" + cure);
    }
    if (value != null) {
      return value;
    }
    if (name.length() == body.length()) {
      String needed = "; set the environment variable, or give a default: ${" + name + ":default}";
      throw new ConfigException(place, "${" + name + "} is not set" + needed);
    }
    return body.substring(name.length() + 1);
  }

  private static String nameIn(String body) {
    int colon = body.indexOf(':');
    return colon < 0 ? body : body.substring(0, colon);
  }
}
