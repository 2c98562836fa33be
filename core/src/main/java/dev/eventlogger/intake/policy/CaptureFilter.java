package dev.eventlogger.intake.policy;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonValues;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Refuses events by the capture rule of the user who caused them. Immutable. */
final class CaptureFilter {

  private final Map<String, Capturing> users;
  private final Map<String, Capturing> groups;
  private final Capturing everyone;
  private final Clock clock;

  CaptureFilter(PolicySettings settings, Clock clock) {
    this.clock = clock;
    // Places are counted, shown and reported, so they must not name a person.
    users = prepared(settings.users(), user -> "EVENT_POLICY.users");
    groups = prepared(settings.groups(), group -> "EVENT_POLICY.groups." + group);
    everyone = new Capturing(settings.everyone(), "EVENT_POLICY.everyone");
  }

  private static Map<String, Capturing> prepared(
      Map<String, CaptureRule> rules, UnaryOperator<String> place) {
    Map<String, Capturing> prepared = new HashMap<>();
    rules.forEach((name, rule) -> prepared.put(name, new Capturing(rule, place.apply(name))));
    return Map.copyOf(prepared);
  }

  boolean wantsAll() {
    return users.isEmpty() && groups.isEmpty() && everyone.wantsAll();
  }

  @Nullable String refuses(EventDraft draft, Map<String, ?> surrounding) {
    Capturing user = draft.uid() == null ? null : users.get(draft.uid());
    if (user != null && user.holds(clock)) {
      return user.refuses(draft);
    }
    Capturing group = groups.isEmpty() ? null : mostVerboseGroup(draft, surrounding);
    if (group != null) {
      return group.refuses(draft);
    }
    return everyone.holds(clock) ? everyone.refuses(draft) : null;
  }

  /** False if the event is refused whatever the groups of its user, who may be unknown. */
  boolean mayWant(EventDraft draft, boolean anyUid) {
    Capturing user = anyUid || draft.uid() == null ? null : users.get(draft.uid());
    if (user != null && user.holds(clock)) {
      return user.refuses(draft) == null;
    }
    return !everyone.holds(clock)
        || everyone.refuses(draft) == null
        || anyWants(groups, draft)
        || (anyUid && anyWants(users, draft));
  }

  private boolean anyWants(Map<String, Capturing> rules, EventDraft draft) {
    for (Capturing rule : rules.values()) {
      if (rule.holds(clock) && rule.refuses(draft) == null) {
        return true;
      }
    }
    return false;
  }

  /** The first of the event's groups that wants it, else the first that has a rule. */
  private @Nullable Capturing mostVerboseGroup(EventDraft draft, Map<String, ?> surrounding) {
    Object groupsOfEvent = UserContext.groups(draft, surrounding);
    return groupsOfEvent instanceof Collection<?> list
        ? mostVerbose(draft, list)
        : group(groupsOfEvent);
  }

  private @Nullable Capturing mostVerbose(EventDraft draft, Collection<?> members) {
    Capturing first = null;
    for (Object member : members) {
      Capturing group = group(member);
      if (group != null && group.refuses(draft) == null) {
        return group;
      }
      first = first == null ? group : first;
    }
    return first;
  }

  private @Nullable Capturing group(@Nullable Object member) {
    String name = JsonValues.scalarText(member);
    Capturing group = name == null ? null : groups.get(name);
    return group != null && group.holds(clock) ? group : null;
  }
}
