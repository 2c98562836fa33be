package dev.eventlogger.intake.policy;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses events of type API by their route and method. Immutable. */
final class ApiFilter {

  // Arrays, since looping over them makes no iterator.
  private final Denial[] denials;
  private final ApiRule[] allow;

  /** A rule to deny by, and its place. */
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
