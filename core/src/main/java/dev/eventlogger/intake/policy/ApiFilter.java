package dev.eventlogger.intake.policy;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.JsonValues;
import dev.eventlogger.event.MemberNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses events of type API by their route and method. Immutable. */
final class ApiFilter {

  // Arrays, since looping over them creates no iterator.
  private final Denial[] denials;
  private final ApiRule[] allow;

  /** A rule that denies, and its place. */
  private record Denial(ApiRule rule, String place) {}

  ApiFilter(ApiRules rules) {
    List<Denial> denials = new ArrayList<>();
    rules.baseRules().forEach(rule -> denials.add(new Denial(rule, "EVENT_POLICY.api.base")));
    for (int i = 0; i < rules.deny().size(); i++) {
      denials.add(new Denial(rules.deny().get(i), "EVENT_POLICY.api.deny[" + i + "]"));
    }
    this.denials = denials.toArray(Denial[]::new);
    allow = rules.allow().toArray(ApiRule[]::new);
  }

  boolean wantsAll() {
    return denials.length == 0;
  }

  @Nullable String refuses(EventDraft draft) {
    if (denials.length == 0
        || draft.type() != EventType.API
        || !(find(draft, "route") instanceof String route)) {
      return null;
    }
    String method = find(draft, "method") instanceof String word ? word : "";
    String denied = denied(route, method);
    return denied == null || isAllowed(route, method) ? null : denied;
  }

  private static @Nullable Object find(EventDraft draft, String name) {
    return JsonValues.plain(MemberNames.find(draft.data(), name));
  }

  private @Nullable String denied(String route, String method) {
    for (Denial denial : denials) {
      if (denial.rule().matches(route, method)) {
        return denial.place();
      }
    }
    return null;
  }

  private boolean isAllowed(String route, String method) {
    for (ApiRule rule : allow) {
      if (rule.matches(route, method)) {
        return true;
      }
    }
    return false;
  }
}
