package dev.eventlogger.sink.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC URL, separated from the secrets in it. Drivers print URLs, even those of other drivers,
 * into their logs and messages; they do not print properties. Immutable.
 *
 * @param text the URL without user, passwords and other secrets
 * @param properties those, by the driver's own names, as the driver would have read them
 */
record DatabaseUrl(String text, Map<String, String> properties) {

  private static final Pattern SECRET =
      Pattern.compile("user(name)?|.*(password|passwd|pwd|passphrase|secret|token).*");

  private static final Pattern USER_BEFORE_HOST =
      Pattern.compile(
          "(?<before>jdbc:[^/?]*//)(?<user>[^/?@:]*)(:(?<password>[^/?]*))?@(?<rest>.*)");

  private static final Pattern IN_PARENTHESES =
      Pattern.compile("[(,]\\s*(user|password[123]?)\\s*=", Pattern.CASE_INSENSITIVE);

  DatabaseUrl {
    properties = Map.copyOf(properties);
  }

  /**
   * Takes a URL apart.
   *
   * @throws IllegalArgumentException if a secret is in a place from which it cannot be removed
   */
  static DatabaseUrl parse(String url) {
    return kind(url).equals("h2") ? ofH2(url) : ofServer(url);
  }

  /** The word after {@code jdbc:}; what follows may be secret. */
  static String kind(String url) {
    int end = url.indexOf(':', "jdbc:".length());
    String kind = end < 0 ? "" : url.substring("jdbc:".length(), end);
    return kind.matches("[A-Za-z0-9]{1,20}") ? kind.toLowerCase(Locale.ROOT) : "?";
  }

  /** {@code jdbc:h2:file:./x;USER=me;PASSWORD=mine}; a backslash escapes a semicolon in a value. */
  private static DatabaseUrl ofH2(String url) {
    Map<String, String> properties = new TreeMap<>();
    List<String> kept = new ArrayList<>();
    for (String part : url.split("(?<!\\\\);", -1)) {
      String name = nameOf(part);
      if (!kept.isEmpty() && isSecret(name)) {
        properties.put(name.toLowerCase(Locale.ROOT), valueOf(part).replaceAll("\\\\(.)", "$1"));
      } else {
        kept.add(part);
      }
    }
    return new DatabaseUrl(String.join(";", kept), properties);
  }

  /** {@code jdbc:postgresql://host/database?user=me&password=mine}. */
  private static DatabaseUrl ofServer(String url) {
    Map<String, String> properties = new TreeMap<>();
    String address = withoutUser(url.replaceFirst("(?s)\\?.*", ""), properties);
    if (IN_PARENTHESES.matcher(address).find()) {
      throw new IllegalArgumentException(
          "url: there is a user or a password in parentheses, where it would be logged; give them"
              + " as user and password");
    }
    int question = url.indexOf('?');
    if (question < 0) {
      return new DatabaseUrl(address, properties);
    }
    boolean isDecoded = !kind(url).equals("mariadb"); // its driver takes them undecoded
    List<String> kept = new ArrayList<>();
    for (String part : url.substring(question + 1).split("&", -1)) {
      String name = isDecoded ? decoded(nameOf(part)) : nameOf(part);
      if (isSecret(name)) {
        properties.put(name, isDecoded ? decoded(valueOf(part)) : valueOf(part));
      } else {
        kept.add(part);
      }
    }
    return new DatabaseUrl(
        kept.isEmpty() ? address : address + "?" + String.join("&", kept), properties);
  }

  /** {@code jdbc:mysql://me:mine@host/database}. */
  private static String withoutUser(String address, Map<String, String> properties) {
    Matcher matcher = USER_BEFORE_HOST.matcher(address);
    if (!matcher.matches()) {
      return address;
    }
    properties.put("user", decoded(matcher.group("user")));
    String password = matcher.group("password");
    if (password != null) {
      properties.put("password", decoded(password));
    }
    return matcher.group("before") + matcher.group("rest");
  }

  /** Adds a value from the settings, which may repeat what the URL says, but not contradict it. */
  DatabaseUrl with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    for (Map.Entry<String, String> property : properties.entrySet()) {
      if (property.getKey().equalsIgnoreCase(name)) {
        if (!property.getValue().equals(value)) {
          throw new IllegalArgumentException(name + ": differs from the one in url; say it once");
        }
        return this;
      }
    }
    Map<String, String> more = new TreeMap<>(properties);
    more.put(name, value);
    return new DatabaseUrl(text, more);
  }

  /** A driver's message, without the secrets. */
  String hideSecretsIn(String words) {
    String hidden = words;
    for (Map.Entry<String, String> property : properties.entrySet()) {
      boolean isUser = property.getKey().toLowerCase(Locale.ROOT).startsWith("user");
      if (!isUser && !property.getValue().isEmpty()) {
        hidden = hidden.replace(property.getValue(), "***");
      }
    }
    return hidden;
  }

  private static boolean isSecret(String name) {
    return SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private static String nameOf(String part) {
    int equals = part.indexOf('=');
    return (equals < 0 ? part : part.substring(0, equals)).strip();
  }

  private static String valueOf(String part) {
    return part.substring(part.indexOf('=') + 1);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The kind alone, without URL and properties. */
  @Override
  public String toString() {
    return kind(text);
  }
}
