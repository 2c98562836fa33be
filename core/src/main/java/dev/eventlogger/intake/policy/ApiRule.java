package dev.eventlogger.intake.policy;

import static java.util.Objects.requireNonNullElse;

import java.util.regex.Pattern;

/**
 * Some requests to an API, as Querybook's event loggers write them.
 *
 * @param type how the route is compared; default {@code exact}
 * @param route the route's template as events have it, such as {@code /users/<id>}
 * @param method the method, capitals or not; {@code *} for any, and for none; default {@code *}
 */
public record ApiRule(Match type, String route, String method) {

  /** How a route is compared with that of a rule. */
  public enum Match {
    /** It is the same. */
    EXACT,
    /** It begins with it, be it in the middle of a word. */
    PREFIX
  }

  private static final String ANY = "*";
  private static final Pattern WORD = Pattern.compile("\\*|[A-Za-z]+(?:-[A-Za-z]+)*");

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public ApiRule {
    type = requireNonNullElse(type, Match.EXACT);
    method = requireNonNullElse(method, ANY);
    if (route == null || route.isEmpty()) {
      throw new IllegalArgumentException("route is required, such as /users/<id>");
    }
    if (!WORD.matcher(method).matches()) {
      throw new IllegalArgumentException("method must be one word, such as GET, or * for any");
    }
  }

  /** Whether a request is one of these; it has an empty method if it has none. */
  boolean matches(String route, String method) {
    return (this.method.equals(ANY) || this.method.equalsIgnoreCase(method))
        && (type == Match.PREFIX ? route.startsWith(this.route) : route.equals(this.route));
  }
}
