package dev.eventlogger.intake.policy;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A capture rule in force, and its place. Immutable. */
final class Capturing {

  private final String place;
  private final @Nullable Until until;
  private final Set<String> names;
  private final @Nullable Level level;

  Capturing(CaptureRule rule, String place) {
    this.place = place;
    until = rule.until();
    names = Set.copyOf(rule.names());
    level = leastLevel(rule);
  }

  private static @Nullable Level leastLevel(CaptureRule rule) {
    return switch (rule.capture()) {
      case VERBOSE -> Level.DEBUG;
      case STANDARD -> Level.INFO;
      case CUSTOM -> rule.level();
    };
  }

  boolean wantsAll() {
    return level == Level.DEBUG;
  }

  /** Whether the rule has not ended. */
  boolean holds(Clock clock) {
    return until == null || !until.isOver(clock);
  }

  /** The rule's place if it does not want the event. */
  @Nullable String refuses(EventDraft draft) {
    boolean severe = level != null && draft.level().isAtLeast(level);
    return severe || names.contains(draft.name()) ? null : place;
  }
}
