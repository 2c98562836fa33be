package dev.eventlogger.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request presents to be admitted.
 *
 * @param key a key of ours, or what a client sends as one; null if there is none
 * @param jwt a provider's token; null if there is none
 * @param isMeant whether the key is presented in a way that only somebody with a real key uses.
 *     Segment's and PostHog's clients always send something as a key, even on a developer's machine
 */
record Credentials(@Nullable String key, @Nullable String jwt, boolean isMeant) {

  static final String PREFIX = "el_";

  private static final List<String> PARAMETERS = List.of("token", "key", "writeKey", "api_key");
  private static final Pattern JWT = Pattern.compile("[\\w-]+\\.[\\w-]*\\.[\\w-]*");
  private static final int LONGEST = 16 * 1024;

  /** Collects the credentials of a request. */
  static Credentials of(Approach approach) throws RefusedException {
    Reading reading = new Reading();
    String authorization = approach.only("Authorization");
    if (authorization != null) {
      reading.authorization(authorization);
    }
    for (String parameter : PARAMETERS) {
      for (String value : approach.query().getOrDefault(parameter, List.of())) {
        reading.parameter(parameter, value, approach.isKeyInUrlAllowed());
      }
    }
    String inBody = approach.bodyKey();
    if (inBody != null && !inBody.isEmpty()) {
      reading.key(inBody, false);
    }
    return reading.result();
  }

  /** The credentials of a token that was presented earlier, when somebody signed in. */
  static Credentials ofToken(String token) throws RefusedException {
    Reading reading = new Reading();
    reading.bearer(token);
    return reading.result();
  }

  /** Whether there are any credentials. */
  boolean isAny() {
    return key != null || jwt != null;
  }

  /** Shows none of the credentials. */
  @Override
  public String toString() {
    return "Credentials[****]";
  }

  /** Credentials while they are collected. For one thread. */
  private static final class Reading {

    private final Set<String> keys = new LinkedHashSet<>();
    private @Nullable String jwt;
    private boolean isMeant;

    void authorization(String header) throws RefusedException {
      int space = header.indexOf(' ');
      String scheme = header.substring(0, Math.max(space, 0)).toLowerCase(Locale.ROOT);
      String rest = header.substring(space + 1).strip();
      switch (scheme) {
        case "bearer", "token" -> bearer(rest);
        case "basic" -> key(userName(rest), false);
        default ->
            throw RefusedException.unauthorized(
                "the header Authorization must be Bearer, token or Basic, and a key", null);
      }
    }

    private void bearer(String token) throws RefusedException {
      if (!token.startsWith(PREFIX) && token.length() <= LONGEST && JWT.matcher(token).matches()) {
        jwt = token;
      } else {
        key(token, true);
      }
    }

    /** Segment's clients send the key as the user name, with no password. */
    private static String userName(String base64) throws RefusedException {
      try {
        String pair = new String(Base64.getDecoder().decode(base64), UTF_8);
        int colon = pair.indexOf(':');
        return colon < 0 ? pair : pair.substring(0, colon);
      } catch (IllegalArgumentException e) {
        throw RefusedException.unauthorized(
            "the header Authorization must have Base64 behind Basic", null);
      }
    }

    void parameter(String name, String value, boolean isAllowed) throws RefusedException {
      boolean isOurs = value.startsWith(PREFIX);
      if (isOurs && !isAllowed) {
        throw RefusedException.unauthorized(
            "a key does not belong into this URL, which others may write down; send it in the"
                + " header Authorization: Bearer",
            null);
      }
      boolean isKey = isOurs || (isAllowed && !value.isEmpty() && !name.equals("key"));
      if (isKey) {
        key(value, name.equals("token"));
      }
    }

    void key(String key, boolean isMeant) {
      keys.add(key);
      this.isMeant |= isMeant || key.startsWith(PREFIX);
    }

    Credentials result() throws RefusedException {
      if (keys.size() > 1) {
        throw RefusedException.unauthorized(
            "there are several keys in this request, which differ; send one", null);
      }
      return new Credentials(
          keys.isEmpty() ? null : keys.iterator().next(), jwt, isMeant || jwt != null);
    }
  }
}
