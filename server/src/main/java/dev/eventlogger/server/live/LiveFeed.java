package dev.eventlogger.server.live;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.server.http.EventStream;
import dev.eventlogger.spi.FailureWords;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is logged to one log, as it comes: by this process, told at once, and by others, found in the
 * store a moment later. Thread-safe.
 *
 * <p>Each event comes once, whichever way. While somebody listens, and for a minute after, the last
 * events are kept, so that a reader who comes back misses none and gets none twice.
 */
final class LiveFeed implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.server");
  private static final int QUEUE = 10_000;
  private static final int MOST_KNOWN = 50_000;
  // A reader sees no difference, and many events make one write.
  private static final long LINGER_MILLIS = 20;
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration STAYS = Duration.ofMinutes(1);

  private final Source source;
  private final BlockingQueue<Event> coming = new ArrayBlockingQueue<>(QUEUE);
  private final RecentEvents recent = new RecentEvents();
  private final Set<UUID> known = new LinkedHashSet<>();
  private final Set<Listener> listeners = new LinkedHashSet<>();
  private @Nullable Thread thread;
  private @Nullable AutoCloseable subscription;
  private long lastListener = System.nanoTime();
  private boolean isClosed;

  /** Where events come from. */
  interface Source {
    /** Tells of each event that this process logs. */
    AutoCloseable subscribe(Consumer<Event> subscriber);

    /** Those that happened since a time and are in the store, by whomever they were logged. */
    List<Event> since(Instant time);
  }

  LiveFeed(Source source) {
    this.source = source;
  }

  /**
   * Somebody listens from now on.
   *
   * @param after the event that the reader got last; null if it got none
   * @param wantsPast whether a reader that got none wants what happened before
   */
  synchronized Listening listen(
      EventStream stream, EventFilter filter, @Nullable UUID after, boolean wantsPast) {
    Listener listener = new Listener(stream, filter);
    List<LiveEvent> missed = after == null && !wantsPast ? List.of() : missed(after);
    if (missed != null) {
      listener.send(missed);
    } else {
      listener.hold();
    }
    listeners.add(listener);
    start();
    return new Listening(listener, missed == null, () -> remove(listener));
  }

  private @Nullable List<LiveEvent> missed(@Nullable UUID after) {
    return after == null ? null : recent.after(after);
  }

  /**
   * Somebody who listens.
   *
   * @param isToReplay whether he missed events that are not kept here: they have to be read from
   *     the store, and {@link Listener#replayed} told of them
   * @param remove what is to be done when he is gone
   */
  record Listening(Listener listener, boolean isToReplay, Runnable remove) {}

  private synchronized void remove(Listener listener) {
    if (listeners.remove(listener)) {
      lastListener = System.nanoTime();
    }
  }

  private void start() {
    if (thread != null || isClosed) {
      return;
    }
    subscription = source.subscribe(coming::offer);
    // Before the reader knows that he is told: what is logged from then on is news.
    Instant from = Instant.now();
    Thread started = new Thread(() -> run(from), "event-logger-live");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  private void run(Instant start) {
    Instant from = start;
    long nextPoll = System.nanoTime() + POLL.toNanos();
    try {
      knowWhatWas(start);
      while (goesOn()) {
        long wait = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nextPoll - System.nanoTime()));
        Event first = coming.poll(wait, TimeUnit.MILLISECONDS);
        if (first != null) {
          Thread.sleep(LINGER_MILLIS);
          List<Event> events = new ArrayList<>(List.of(first));
          coming.drainTo(events);
          tell(events);
        }
        if (System.nanoTime() >= nextPoll) {
          from = poll(from);
          nextPoll = System.nanoTime() + POLL.toNanos();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stop();
    }
  }

  /** Takes note of what is no news, which the first looks at the store will find too. */
  private void knowWhatWas(Instant start) {
    List<Event> past = pastOf(start);
    synchronized (this) {
      past.stream().filter(event -> event.createdAt().isBefore(start)).forEach(e -> known.add(e.id()));
    }
  }

  private List<Event> pastOf(Instant time) {
    try {
      return source.since(time.minus(StorePoll.OVERLAP));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the live view could not ask the store: " + FailureWords.of(e));
      return List.of();
    }
  }

  /** Finds what others have logged; what it does not find this time, it will the next. */
  private Instant poll(Instant from) {
    Instant now = Instant.now();
    List<Event> found = pastOf(from);
    tell(found);
    return found.isEmpty() ? from : now;
  }

  private synchronized boolean goesOn() {
    boolean isWanted =
        !listeners.isEmpty() || System.nanoTime() - lastListener < STAYS.toNanos();
    return isWanted && !isClosed;
  }

  private synchronized void tell(List<Event> events) {
    List<LiveEvent> fresh = new ArrayList<>();
    for (Event event : events) {
      if (known.add(event.id())) {
        fresh.add(LiveEvent.of(event));
      }
    }
    while (known.size() > MOST_KNOWN) {
      known.remove(known.iterator().next());
    }
    recent.add(fresh);
    // A copy, since one whose reader is gone removes itself.
    for (Listener listener : List.copyOf(listeners)) {
      boolean isThere = listener.send(fresh);
      if (!isThere) {
        remove(listener);
      }
    }
  }

  private synchronized void stop() {
    if (subscription != null) {
      try {
        subscription.close();
      } catch (Exception e) {
        LOG.log(Level.WARNING, "a subscription could not be ended: " + FailureWords.of(e));
      }
    }
    subscription = null;
    thread = null;
    coming.clear();
    known.clear();
    recent.clear();
    if (!listeners.isEmpty() && !isClosed) {
      start(); // somebody came while it was ending
    }
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      isClosed = true;
      running = thread;
    }
    if (running != null) {
      running.interrupt();
    }
  }
}
