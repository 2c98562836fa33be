package dev.eventlogger.intake.policy;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted: {@code EVENT_POLICY}. Absent components want every event.
 *
 * @param everyone the rule for users without a rule of their own or of a group; default {@code
 *     verbose}
 * @param users capture rules by uid
 * @param groups capture rules by name of group
 * @param api for events of type API
 * @param sampling by name of event, the share of events to keep, from 0 to 1
 * @param file where rules are kept that replace these while the event logger runs; null for a file
 *     beside the configuration's: {@code event-logger.policy.json} beside {@code event-logger.yaml}
 */
public record PolicySettings(
    CaptureRule everyone,
    Map<String, CaptureRule> users,
    Map<String, CaptureRule> groups,
    ApiRules api,
    Map<String, Double> sampling,
    @Nullable Path file) {

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public PolicySettings {
    everyone = requireNonNullElse(everyone, CaptureRule.VERBOSE);
    users = Map.copyOf(requireNonNullElse(users, Map.of()));
    groups = Map.copyOf(requireNonNullElse(groups, Map.of()));
    api = requireNonNullElse(api, new ApiRules(null, null, null));
    sampling = requireNonNullElse(sampling, Map.of());
    sampling.forEach(PolicySettings::requireShare);
    sampling = Map.copyOf(sampling);
  }

  /** Settings that want every event. */
  @SuppressWarnings("NullAway") // see the constructor
  public static PolicySettings none() {
    return new PolicySettings(null, null, null, null, null, null);
  }

  private static void requireShare(String name, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("sampling." + name + " must be from 0 to 1, not " + rate);
    }
  }
}
