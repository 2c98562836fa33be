package dev.eventlogger.server.live;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Cancellation;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one log as they arrive: those that this process logs at once, and those of other
 * processes a moment later, when they are found in the store. Thread-safe.
 *
 * <p>Each event is sent once, whichever way it came. While somebody listens, and for a minute
 * after, the last events are kept, so that a reader who comes back misses none and gets none twice.
 * One thread sends, another looks into the store, which may be slow.
 */
final class LiveFeed implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.server");
  private static final int QUEUE = 5_000;
  // Too short for a reader to notice, and many events share one write.
  private static final long LINGER_MILLIS = 20;
  private static final long PATIENCE_MILLIS = 200;
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration STAYS = Duration.ofMinutes(1);
  // A slow store must not be asked all the time.
  private static final int PAUSE_FOR_EACH = 4;

  private final Source source;
  private final BlockingQueue<Event> coming = new ArrayBlockingQueue<>(QUEUE);
  private final RecentEvents recent = new RecentEvents();
  private final KnownEvents known = new KnownEvents();
  private final Set<Listener> listeners = new LinkedHashSet<>();
  private @Nullable Run run;
  private long lastListener = System.nanoTime();
  private volatile boolean isClosed;

  /** Where events come from. */
  interface Source {
    /** Passes on each event that this process logs. */
    AutoCloseable subscribe(Consumer<Event> subscriber);

    /** Passes on the events in the store that happened since a time, a page at a time. */
    void since(Instant time, Cancellation cancellation, Consumer<List<Event>> pages);
  }

  LiveFeed(Source source) {
    this.source = source;
  }

  /** The time from the first listener until nobody has listened for a while. */
  private static final class Run {
    private final Instant start = Instant.now();
    private final CountDownLatch isBegun = new CountDownLatch(1);
    private volatile Cancellation asking = Cancellation.withoutTimeout();
    private @Nullable AutoCloseable subscription;
  }

  /**
   * Adds a listener.
   *
   * @param after the event that the reader got last; null if it got none
   * @param wantsPast whether a reader that got none wants earlier events
   */
  synchronized Listening listen(
      EventStream stream, EventFilter filter, @Nullable UUID after, boolean wantsPast) {
    Listener listener = new Listener(stream, filter);
    List<LiveEvent> missed = after == null ? null : recent.after(after);
    boolean isToReplay = missed == null && (after != null || wantsPast);
    List<LiveEvent> told = isToReplay ? recent.all() : List.of();
    if (isToReplay) {
      listener.hold();
    } else if (missed != null) {
      listener.send(missed);
    }
    listeners.add(listener);
    Run current = started();
    return new Listening(listener, isToReplay, told, current.isBegun);
  }

  /**
   * A listener, and what it missed.
   *
   * @param isToReplay whether it missed events that are not kept here: they must be read from the
   *     store and passed to {@link Listener#replayed}
   * @param told events that others were sent lately, which may not be in the store yet
   * @param isBegun reaches zero once the events that were in the store at the start are known, and
   *     so will not be sent as new
   */
  record Listening(
      Listener listener, boolean isToReplay, List<LiveEvent> told, CountDownLatch isBegun) {}

  private Run started() {
    if (run != null || isClosed) {
      return run == null ? new Run() : run;
    }
    // Subscribe before the reader knows that it is connected: every event logged after that must
    // reach it.
    Run begun = new Run();
    begun.subscription = source.subscribe(coming::offer);
    run = begun;
    thread("event-logger-live", () -> tellOn(begun));
    thread("event-logger-live-poll", () -> pollOn(begun));
    return begun;
  }

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void tellOn(Run running) {
    try {
      while (goesOn(running)) {
        Event first = coming.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          Thread.sleep(LINGER_MILLIS);
          List<Event> events = new ArrayList<>(List.of(first));
          coming.drainTo(events);
          tell(events);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the live view failed: " + FailureWords.of(e));
    } finally {
      end(running);
    }
  }

  /** Finds events that other processes have logged; what one look misses, the next finds. */
  private void pollOn(Run running) {
    knowWhatWas(running);
    running.isBegun.countDown();
    Instant from = running.start;
    long nextPoll = System.nanoTime() + POLL.toNanos();
    while (isCurrent(running)) {
      if (System.nanoTime() < nextPoll) {
        pause();
        continue;
      }
      long before = System.nanoTime();
      Instant now = Instant.now();
      if (read(running, from, this::tell)) {
        from = now;
      }
      long after = System.nanoTime();
      nextPoll = after + Math.max(POLL.toNanos(), PAUSE_FOR_EACH * (after - before));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Notes events that are not new, but that the first looks at the store will find too. */
  private void knowWhatWas(Run running) {
    boolean unused =
        read(
            running,
            running.start,
            page -> {
              synchronized (this) {
                page.stream()
                    .filter(event -> event.createdAt().isBefore(running.start))
                    .forEach(event -> known.add(event.id()));
              }
            });
  }

  /** Reads events since shortly before a time; false if they could not all be read. */
  private boolean read(Run running, Instant time, Consumer<List<Event>> pages) {
    Cancellation cancellation = Cancellation.after(StorePoll.TIMEOUT);
    running.asking = cancellation;
    try {
      source.since(time.minus(StorePoll.OVERLAP), cancellation, pages);
      return true;
    } catch (RuntimeException e) {
      if (!isClosed) {
        LOG.log(
            Level.WARNING, "the live view could not read the store whole: " + FailureWords.of(e));
      }
      return false;
    }
  }

  private synchronized boolean isCurrent(Run running) {
    return run == running && !isClosed;
  }

  /**
   * Whether to go on. If not, the run has already ended, so that the next listener starts a new
   * one.
   */
  private synchronized boolean goesOn(Run running) {
    boolean anyLeft = listeners.removeIf(Listener::isGone);
    if (anyLeft) {
      lastListener = System.nanoTime();
    }
    boolean isWanted = !listeners.isEmpty() || System.nanoTime() - lastListener < STAYS.toNanos();
    if (!isWanted || isClosed) {
      end(running);
    }
    return run == running;
  }

  private synchronized void tell(List<Event> events) {
    List<LiveEvent> fresh = new ArrayList<>();
    for (Event event : events) {
      if (known.add(event.id())) {
        fresh.add(LiveEvent.of(event));
      }
    }
    if (!fresh.isEmpty()) {
      recent.add(fresh);
      listeners.forEach(listener -> listener.send(fresh));
    }
  }

  private synchronized void end(Run running) {
    if (run != running) {
      return;
    }
    run = null;
    try {
      if (running.subscription != null) {
        running.subscription.close();
      }
    } catch (Exception e) {
      LOG.log(Level.WARNING, "a subscription could not be ended: " + FailureWords.of(e));
    }
    running.asking.cancel();
    coming.clear();
    known.clear();
    recent.clear();
    if (!listeners.isEmpty() && !isClosed) {
      Run unused = started();
    }
  }

  /** Ends within a moment. Interrupts no thread: that would close H2's file. */
  @Override
  public void close() {
    Run running;
    synchronized (this) {
      isClosed = true;
      running = run;
    }
    if (running != null) {
      running.asking.cancel();
    }
  }
}
