package dev.eventlogger.server.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last events, up to 16 MiB, in the order in which they were sent. For one thread. */
final class RecentEvents {

  private static final int MOST_EVENTS = 20_000;
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final Deque<LiveEvent> events = new ArrayDeque<>();
  private long bytes;

  void add(List<LiveEvent> more) {
    for (LiveEvent event : more) {
      events.add(event);
      bytes += event.frame().length;
    }
    while (events.size() > MOST_EVENTS || bytes > MOST_BYTES) {
      bytes -= events.remove().frame().length;
    }
  }

  /** The events that were sent after the given one; null if that one is not kept here. */
  @Nullable List<LiveEvent> after(UUID id) {
    List<LiveEvent> after = null;
    for (LiveEvent event : events) {
      if (after != null) {
        after.add(event);
      } else if (event.event().id().equals(id)) {
        after = new ArrayList<>();
      }
    }
    return after;
  }

  List<LiveEvent> all() {
    return List.copyOf(events);
  }

  void clear() {
    events.clear();
    bytes = 0;
  }
}
