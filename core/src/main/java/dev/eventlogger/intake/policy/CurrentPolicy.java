package dev.eventlogger.intake.policy;

import static java.util.Objects.requireNonNull;

/** The policy that is in force, which may change while events are logged. Thread-safe. */
public final class CurrentPolicy {

  private volatile Policy policy;

  /** One to begin with. */
  public CurrentPolicy(Policy policy) {
    this.policy = requireNonNull(policy, "policy");
  }

  /** The one in force now. */
  public Policy get() {
    return policy;
  }

  /** From now on another one is in force. */
  public void set(Policy policy) {
    this.policy = requireNonNull(policy, "policy");
  }
}
