package dev.eventlogger.intake.policy;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses events of type API by their route and method. Immutable. */
final class ApiFilter {

  private final List<Denial> denials = new ArrayList<>();
  private final List<ApiRule> allow;

  /** A rule to deny by, and its place. */
  private record Denial(ApiRule rule, String place) {}

  ApiFilter(ApiRules rules) {
    rules.base().rules().forEach(rule -> denials.add(new Denial(rule, "EVENT_POLICY.api.base")));
    for (int i = 0; i < rules.deny().size(); i++) {
      denials.add(new Denial(rules.deny().get(i), "EVENT_POLICY.api.deny[" + i + "]"));
    }
    allow = rules.allow();
  }

  boolean wantsAll() {
    return denials.isEmpty();
  }

  @Nullable String refuses(EventDraft draft) {
    if (denials.isEmpty()
        || draft.type() != EventType.API
        || !(draft.data().get("route") instanceof CharSequence text)) {
      return null;
    }
    String route = text.toString();
    String method = draft.data().get("method") instanceof CharSequence word ? word.toString() : "";
    String denied = denied(route, method);
    return denied == null || isAllowed(route, method) ? null : denied;
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
