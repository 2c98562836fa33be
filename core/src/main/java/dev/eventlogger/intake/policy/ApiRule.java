package dev.eventlogger.intake.policy;

import static java.util.Objects.requireNonNullElse;

import java.util.regex.Pattern;

/**
 * A set of requests to an API, in the form of the rules of Querybook's event loggers.
 *
 * @param type how routes are compared; default {@code exact}
 * @param route the route's template as events have it, such as {@code /users/<id>}
 * @param method the method, in any case; {@code *} for any, or none; default {@code *}
 */
public record ApiRule(Match type, String route, String method) {

  /** How a request's route is compared with that of a rule. */
  public enum Match {
    /** It is equal. */
    EXACT,
    /** It begins with the rule's, which may end in the middle of a word. */
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

  /** Whether a request matches; its method is empty if it has none. */
  boolean matches(String route, String method) {
    return (this.method.equals(ANY) || this.method.equalsIgnoreCase(method))
        && (type == Match.PREFIX ? route.startsWith(this.route) : route.equals(this.route));
  }
}
