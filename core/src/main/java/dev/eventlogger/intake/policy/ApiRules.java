package dev.eventlogger.intake.policy;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * Which events of type API are wanted: those that {@code allow} has, and those that neither {@code
 * base} nor {@code deny} has.
 *
 * @param base a list of rules to deny by that is known here; default none
 * @param deny further rules to deny by
 * @param allow rules that beat both
 */
public record ApiRules(Base base, List<ApiRule> deny, List<ApiRule> allow) {

  /** Lists to deny by. */
  public enum Base {
    /** No rules. */
    NONE,
    /** What each logger of Querybook denies unless it says otherwise. */
    QUERYBOOK
  }

  private static final List<ApiRule> QUERYBOOK =
      List.of(
          new ApiRule(ApiRule.Match.PREFIX, "/admin", "*"),
          new ApiRule(ApiRule.Match.EXACT, "/login/", "POST"),
          new ApiRule(ApiRule.Match.EXACT, "/signup/", "POST"));

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public ApiRules {
    base = requireNonNullElse(base, Base.NONE);
    deny = List.copyOf(requireNonNullElse(deny, List.of()));
    allow = List.copyOf(requireNonNullElse(allow, List.of()));
  }

  /** The rules that {@code base} stands for. */
  List<ApiRule> baseRules() {
    return base == Base.QUERYBOOK ? QUERYBOOK : List.of();
  }
}
