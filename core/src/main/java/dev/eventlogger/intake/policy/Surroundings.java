package dev.eventlogger.intake.policy;

import dev.eventlogger.event.EventDraft;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the context of an event says of its user, at the places where policy looks for it. */
final class Surroundings {

  private Surroundings() {}

  /** {@code user.groups}, else {@code groups}; the draft's own wins. */
  static @Nullable Object groups(EventDraft draft, Map<String, ?> surrounding) {
    Object own = groupsOfUser(draft.context());
    Object groups = own != null ? own : groupsOfUser(surrounding);
    return groups != null ? groups : plain(draft, surrounding, "groups");
  }

  /** {@code session}; the draft's own wins. */
  static @Nullable Object session(EventDraft draft, Map<String, ?> surrounding) {
    return plain(draft, surrounding, "session");
  }

  private static @Nullable Object groupsOfUser(Map<String, ?> context) {
    Object dotted = context.get("user.groups");
    if (dotted != null) {
      return dotted;
    }
    return context.get("user") instanceof Map<?, ?> user ? user.get("groups") : null;
  }

  private static @Nullable Object plain(EventDraft draft, Map<String, ?> surrounding, String key) {
    Object own = draft.context().get(key);
    return own != null ? own : surrounding.get(key);
  }
}
