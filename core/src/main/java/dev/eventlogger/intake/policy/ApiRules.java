package dev.eventlogger.intake.policy;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * Which events of type API are wanted. An event is wanted if it matches {@code allow}, or neither
 * {@code base} nor {@code deny}.
 *
 * @param base a predefined list of rules that deny; default none
 * @param deny further rules that deny
 * @param allow rules that override both
 */
public record ApiRules(Base base, List<ApiRule> deny, List<ApiRule> allow) {

  /** Predefined lists of rules that deny. */
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
