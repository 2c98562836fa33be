package dev.eventlogger.journal;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports what a person should know of a journal. Thread-safe.
 *
 * <p>A lasting problem is noted where it is found, which may be in the middle of a write that
 * others wait for, and logged by {@link #publish}, which is called without a lock: an application's
 * logging may do anything. Each {@link Trouble} is logged at once, repeated every few minutes with
 * how often it occurred, and logged again when it is over.
 */
final class JournalReports {

  static final Duration REPEAT = Duration.ofMinutes(5);

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.journal");

  /** The state of one kind of trouble; guarded by {@code states}. */
  private static final class State {
    private boolean isOn;
    private boolean wasSaid;
    private boolean isSaid;
    private long saidAt;
    private long times;
    private @Nullable Throwable latest;
  }

  private final Path directory;
  private final LongSupplier nanoTime;
  private final Map<Trouble, State> states = new EnumMap<>(Trouble.class);
  private final LongAdder refused = new LongAdder();
  private final AtomicBoolean publishing = new AtomicBoolean();
  private long refusedSaid;
  private volatile boolean hasTrouble;

  JournalReports(Path directory) {
    this(directory, System::nanoTime);
  }

  JournalReports(Path directory, LongSupplier nanoTime) {
    this.directory = directory;
    this.nanoTime = nanoTime;
    for (Trouble trouble : Trouble.values()) {
      states.put(trouble, new State());
    }
  }

  /** Logs at once that something cannot be read, or is gone. */
  void damaged(String what) {
    LOG.log(Level.WARNING, "journal " + directory + ": " + what);
  }

  void note(String what) {
    LOG.log(Level.INFO, "journal " + directory + ": " + what);
  }

  /** Notes a problem, to be published. */
  void failed(Trouble trouble, @Nullable Throwable failure) {
    synchronized (states) {
      State state = state(trouble);
      state.isOn = true;
      state.times++;
      state.latest = failure;
      hasTrouble = true;
    }
  }

  /** Notes that something works, to be published if it did not before. */
  void works(Trouble trouble) {
    if (hasTrouble) {
      synchronized (states) {
        state(trouble).isOn = false;
      }
    }
  }

  /** Counts records that were not taken. */
  void refused(int records) {
    refused.add(records);
  }

  /** Logs what is new, or has lasted; never throws. */
  void publish() {
    if (!hasTrouble || !publishing.compareAndSet(false, true)) {
      return;
    }
    try {
      news().forEach(Runnable::run);
    } catch (RuntimeException | StackOverflowError e) {
      // The application's logging failed, and there is nobody to tell.
    } finally {
      publishing.set(false);
    }
  }

  private List<Runnable> news() {
    List<Runnable> news = new ArrayList<>();
    synchronized (states) {
      long now = nanoTime.getAsLong();
      boolean isAny = false;
      for (Map.Entry<Trouble, State> entry : states.entrySet()) {
        State state = entry.getValue();
        addNews(entry.getKey(), state, now, news);
        isAny |= state.isOn || state.times > 0;
      }
      hasTrouble = isAny;
    }
    return news;
  }

  /**
   * Adds what is to be logged; trouble that comes and goes within moments is not logged each time.
   */
  private void addNews(Trouble trouble, State state, long now, List<Runnable> news) {
    boolean isDue = !state.wasSaid || now - state.saidAt >= REPEAT.toNanos();
    if (state.times > 0 && isDue) {
      String words =
          words(trouble.begun() + (state.times == 1 ? "" : ", " + state.times + " times"));
      Throwable latest = state.latest;
      news.add(() -> LOG.log(Level.ERROR, words, latest));
      state.wasSaid = true;
      state.isSaid = true;
      state.saidAt = now;
      state.times = 0;
      state.latest = null;
    }
    if (!state.isOn && state.isSaid) {
      String words = words(trouble.over());
      news.add(() -> LOG.log(Level.INFO, words));
      state.isSaid = false;
    }
  }

  private String words(String what) {
    long now = refused.sum();
    long since = now - refusedSaid;
    refusedSaid = now;
    return "journal "
        + directory
        + ": "
        + what
        + (since == 0 ? "" : "; events not taken since last said: " + since);
  }

  private State state(Trouble trouble) {
    return requireNonNull(states.get(trouble));
  }
}
