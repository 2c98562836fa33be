package dev.eventlogger.server.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.eventlogger.query.EventFilter;
import dev.eventlogger.server.http.EventStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who listens: gets what his filter lets through, each event once. Thread-safe. */
final class Listener {

  // What is held while the past is read; a reader who missed more is told so.
  private static final int MOST_HELD = 10_000;
  private static final byte[] GAP = "event: gap\ndata: {}\n\n".getBytes(US_ASCII);

  private final EventStream stream;
  private final EventFilter filter;
  private @Nullable List<LiveEvent> held;
  private boolean hasGap;

  Listener(EventStream stream, EventFilter filter) {
    this.stream = stream;
    this.filter = filter;
  }

  /** Holds back what comes, until the past {@linkplain #replayed is replayed}. */
  synchronized void hold() {
    held = new ArrayList<>();
  }

  /** Sends events, all in one; false if the reader is gone. */
  synchronized boolean send(List<LiveEvent> events) {
    List<LiveEvent> wanted =
        events.stream().filter(event -> filter.matches(event.event())).toList();
    if (held != null) {
      hasGap |= held.size() + wanted.size() > MOST_HELD;
      if (!hasGap) {
        held.addAll(wanted);
      }
      return true;
    }
    return wanted.isEmpty() || stream.send(joined(wanted));
  }

  /** Sends what was missed, and from now on what comes. */
  synchronized void replayed(List<LiveEvent> past, boolean isWhole) {
    Set<UUID> sent = new HashSet<>();
    past.forEach(event -> sent.add(event.event().id()));
    List<LiveEvent> all = new ArrayList<>(past);
    if (held != null) {
      held.stream().filter(event -> !sent.contains(event.event().id())).forEach(all::add);
    }
    boolean isGap = hasGap || !isWhole;
    held = null;
    if (isGap) {
      boolean unused = stream.send(GAP);
    }
    boolean unused = send(all);
  }

  private static byte[] joined(List<LiveEvent> events) {
    if (events.size() == 1) {
      return events.get(0).frame();
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    events.forEach(event -> joined.writeBytes(event.frame()));
    return joined.toByteArray();
  }
}
