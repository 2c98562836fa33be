package dev.eventlogger.intake.policy;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.EventDraft;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which events are wanted, before any log is asked. Thread-safe; allocates nothing for an
 * event whose route, uid and groups are texts.
 */
public final class Policy {

  private final ApiFilter api;
  private final CaptureFilter capture;
  private final Sampling sampling;
  private final boolean wantsAll;

  /**
   * Creates a policy for one event logger.
   *
   * @param clock tells when a rule has ended
   */
  public Policy(PolicySettings settings, Clock clock) {
    requireNonNull(clock, "clock");
    api = new ApiFilter(settings.api());
    capture = new CaptureFilter(settings, clock);
    sampling = new Sampling(settings.sampling());
    wantsAll = api.wantsAll() && capture.wantsAll() && sampling.wantsAll();
  }

  /**
   * The rule that an event does not pass; null if it is wanted. It is given as its place in the
   * configuration, such as {@code EVENT_POLICY.api.deny[2]}.
   *
   * @param surrounding context from elsewhere, already nested; the draft's own takes precedence
   */
  public @Nullable String refuses(EventDraft draft, Map<String, ?> surrounding) {
    if (wantsAll) {
      return null;
    }
    String rule = api.refuses(draft);
    if (rule == null) {
      rule = capture.refuses(draft, surrounding);
    }
    return rule == null ? sampling.refuses(draft, surrounding) : rule;
  }

  /**
   * False if an event is sure to be refused, whatever its data and context.
   *
   * @param anyUid whether the event may be any user's, rather than the draft's
   */
  public boolean mayWant(EventDraft draft, boolean anyUid) {
    return wantsAll || (capture.mayWant(draft, anyUid) && sampling.mayWant(draft, anyUid));
  }

  /**
   * The rule that keeps only a share of the events of the draft's name; null for none. It is given
   * as its place in the configuration.
   */
  public @Nullable String samplingOf(EventDraft draft) {
    return sampling.placeOf(draft);
  }
}
