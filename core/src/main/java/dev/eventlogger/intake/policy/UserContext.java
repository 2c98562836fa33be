package dev.eventlogger.intake.policy;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.JsonValues;
import dev.eventlogger.event.MemberNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event's context says of its user, where the policy looks for it. Values are as they are
 * in JSON.
 */
final class UserContext {

  private UserContext() {}

  /** {@code user.groups}, else {@code groups}; the draft's own context takes precedence. */
  static @Nullable Object groups(EventDraft draft, Map<String, ?> surrounding) {
    Object own = groupsOfUser(draft.context());
    Object groups = own != null ? own : groupsOfUser(surrounding);
    return groups != null ? groups : plain(draft, surrounding, "groups");
  }

  /** {@code session}; the draft's own context takes precedence. */
  static @Nullable Object session(EventDraft draft, Map<String, ?> surrounding) {
    return plain(draft, surrounding, "session");
  }

  private static @Nullable Object groupsOfUser(Map<String, ?> context) {
    Object dotted = find(context, "user.groups");
    if (dotted != null) {
      return dotted;
    }
    return find(context, "user") instanceof Map<?, ?> user ? find(user, "groups") : null;
  }

  private static @Nullable Object plain(EventDraft draft, Map<String, ?> surrounding, String key) {
    Object own = find(draft.context(), key);
    return own != null ? own : find(surrounding, key);
  }

  private static @Nullable Object find(Map<?, ?> object, String name) {
    return JsonValues.plain(MemberNames.find(object, name));
  }
}
