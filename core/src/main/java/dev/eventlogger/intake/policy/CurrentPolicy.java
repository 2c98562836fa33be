package dev.eventlogger.intake.policy;

import static java.util.Objects.requireNonNull;

/** The policy that is in force, which may change while events are logged. Thread-safe. */
public final class CurrentPolicy {

  private volatile Policy policy;

  /** Starts with one policy. */
  public CurrentPolicy(Policy policy) {
    this.policy = requireNonNull(policy, "policy");
  }

  /** The policy in force now. */
  public Policy get() {
    return policy;
  }

  /** Puts another policy into force. */
  public void set(Policy policy) {
    this.policy = requireNonNull(policy, "policy");
  }
}
