package dev.eventlogger.server.trust;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An origin of pages, such as {@code https://example.org}, or {@code https://*.example.org} for all
 * hosts below one. Immutable.
 */
public final class OriginPattern {

  private static final Pattern FORM =
      Pattern.compile("(https?)://(\\*\\.)?([a-z0-9.-]+|\\[[0-9a-f:.]+\\])(?::(\\d{1,5}))?");
  private static final int LONGEST = 300;

  private final String scheme;
  private final boolean isBelow;
  private final String host;
  private final int port;

  private OriginPattern(String scheme, boolean isBelow, String host, int port) {
    this.scheme = scheme;
    this.isBelow = isBelow;
    this.host = host;
    this.port = port;
  }

  /**
   * Reads an origin.
   *
   * @throws IllegalArgumentException if the text is not an origin: with a path, without a scheme,
   *     or {@code *}
   */
  public static OriginPattern parse(String text) {
    OriginPattern pattern = read(text);
    if (pattern == null) {
      throw new IllegalArgumentException(
          "must be an origin, such as https://example.org or https://*.example.org: a scheme, a"
              + " host, and a port where it is not the usual one");
    }
    return pattern;
  }

  /** The origin in a browser's header; null if it is not one, such as {@code null}. */
  static @Nullable OriginPattern ofHeader(String header) {
    OriginPattern origin = read(header);
    return origin == null || origin.isBelow ? null : origin;
  }

  private static @Nullable OriginPattern read(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    String scheme = matcher.group(1);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = matcher.group(4) == null ? usual : Integer.parseInt(matcher.group(4));
    return new OriginPattern(scheme, matcher.group(2) != null, matcher.group(3), port);
  }

  /** Whether a single origin, which is not a pattern itself, is among them. */
  boolean matches(OriginPattern origin) {
    return scheme.equals(origin.scheme)
        && port == origin.port
        && (isBelow ? origin.host.endsWith("." + host) : origin.host.equals(host));
  }

  /** The origin as browsers write it. */
  @Override
  public String toString() {
    boolean isUsual = port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + (isBelow ? "*." : "") + host + (isUsual ? "" : ":" + port);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OriginPattern that && that.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
