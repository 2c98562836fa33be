package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.Seal;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One log: its sink, and a queue, a thread and counts of its own. Thread-safe once it is started.
 */
public final class NamedLog {

  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final String name;
  private final DeliverySettings settings;
  private final EventQueue queue;
  private final OpenableSink sink;
  private final LogCounts counts = new LogCounts();
  private final FailureReports failures;
  private final SinkThread work;
  private final Thread thread;
  private final @Nullable Seal seal;

  NamedLog(String name, OpenableSink sink, DeliverySettings settings, @Nullable Journal journal) {
    this(name, sink, settings, journal, null);
  }

  private NamedLog(
      String name,
      OpenableSink sink,
      DeliverySettings settings,
      @Nullable Journal journal,
      @Nullable Seal seal) {
    this.name = requireNonNull(name, "name");
    this.settings = settings;
    this.sink = sink;
    this.seal = seal;
    queue =
        journal == null ? new MemoryQueue(settings) : new JournalQueue(journal, settings, counts);
    failures = new FailureReports(name);
    if (journal != null) {
      journal.keepNotes(() -> notes().toJson());
    }
    Burial burial = new Burial(name, deadLetters(name, settings), counts.settled(), failures);
    Suspicion suspicion = new Suspicion(settings.retry(), Suspicion.PATIENCE, System::nanoTime);
    work =
        new SinkThread(
            queue,
            sink,
            settings.retry(),
            suspicion,
            counts.settled(),
            burial,
            failures,
            new Sealing(seal));
    thread = new Thread(work, "event-logger-" + name);
    thread.setDaemon(true);
    thread.setContextClassLoader(sink.contextClassLoader());
  }

  private static DeadLetters deadLetters(String name, DeliverySettings settings) {
    return settings.deadLetters() == null
        ? new ReportedDeadLetters()
        : new DeadLetterFile(
            settings.deadLetters(), name, DeadLetterFile.MOST_BYTES, settings.fileMode());
  }

  /**
   * Creates the log of events that do not meet their schema, all of which become dead letters.
   *
   * @param settings name the folder for dead letters
   * @throws IOException if its journal cannot be opened
   */
  public static NamedLog ofInvalidEvents(DeliverySettings settings) throws IOException {
    requireNonNull(settings.deadLetters(), "dead_letters");
    SinkCall call = new SinkCall(InvalidEvents.LOG, settings.callTimeout());
    OpenableSink sink = new OpenableSink(new InvalidEvents(), new InvalidEvents.Config(), call);
    return of(InvalidEvents.LOG, sink, settings, null);
  }

  /**
   * Opens a sink for a log.
   *
   * @throws Exception what the sink threw, except if its destination does not answer yet, or if the
   *     journal cannot be opened; the sink is then closed
   */
  public static NamedLog open(BaseEventLogger logger, SinkConfig config, DeliverySettings settings)
      throws Exception {
    return open(logger, config, settings, true, null);
  }

  /** Opens the seal of a log. */
  @FunctionalInterface
  public interface SealOpening {
    /**
     * Opens the seal.
     *
     * @param journal the log's directory
     */
    Seal open(Path journal, FileMode mode) throws IOException;
  }

  /**
   * Opens a sink for a log.
   *
   * @param isBatchSizeSet whether {@code batch_size} was set; if not, the sink chooses it
   * @param sealing opens the log's seal, which needs a directory; null for a log without a seal
   * @throws Exception what the sink threw, except if its destination does not answer yet, or if the
   *     journal or seal cannot be opened; the sink is then closed
   */
  public static NamedLog open(
      BaseEventLogger logger,
      SinkConfig config,
      DeliverySettings settings,
      boolean isBatchSizeSet,
      @Nullable SealOpening sealing)
      throws Exception {
    SinkCall call = new SinkCall(config.logName(), settings.callTimeout());
    OpenableSink sink = new OpenableSink(logger, config, call);
    boolean opened = false;
    try {
      sink.open();
      NamedLog log = of(config.logName(), sink, sink.sized(settings, isBatchSizeSet), sealing);
      opened = true;
      return log;
    } finally {
      if (!opened) {
        sink.close();
      }
    }
  }

  private static NamedLog of(
      String name, OpenableSink sink, DeliverySettings settings, @Nullable SealOpening sealing)
      throws IOException {
    Optional<JournalSettings> journal = settings.journal(name);
    if (journal.isEmpty()) {
      return new NamedLog(name, sink, settings, null);
    }
    Path directory = journal.get().directory();
    Seal seal = sealing == null ? null : sealing.open(directory, settings.fileMode());
    Journal opened = null;
    boolean done = false;
    try {
      opened = Journal.open(journal.get(), seal == null ? null : seal.settled());
      if (seal != null) {
        seal.begin(opened.progress());
      }
      NamedLog log = new NamedLog(name, sink, settings, opened, seal);
      done = true;
      return log;
    } finally {
      if (!done) {
        close(seal, opened);
      }
    }
  }

  private static void close(@Nullable Seal seal, @Nullable Journal journal) throws IOException {
    if (seal != null) {
      seal.close();
    }
    if (journal != null) {
      journal.close();
    }
  }

  /** Closes a log that was never started, because something else could not be opened. */
  public void discard() {
    sink.close();
    queue.close();
    queue.release();
    closeSeal();
  }

  private void closeSeal() {
    if (seal != null) {
      seal.close();
    }
  }

  void start() {
    thread.start();
  }

  String name() {
    return name;
  }

  DeliverySettings settings() {
    return settings;
  }

  /** Whether callers may have to wait for room or for the disk. */
  boolean isWaitedFor() {
    return settings.onFull().action() == OnFull.Action.BLOCK;
  }

  /** The directory of journals; null if it has none. */
  @Nullable Path journals() {
    return settings.directory();
  }

  /** Never throws: the event is valid, so a failure in here is not the event's. */
  @Nullable DropReason offer(byte[] bytes, int length) {
    DropReason reason;
    try {
      reason = queue.offer(bytes, length);
    } catch (Throwable e) {
      reason = DropReason.NOT_WRITTEN;
      failures.notTaken(e);
    }
    if (reason != null) {
      counts.drops().add(reason);
    }
    return reason;
  }

  /** For each event, null if the queue took it, else why not. Never throws. */
  List<@Nullable DropReason> offerAll(List<byte[]> events) {
    List<@Nullable DropReason> reasons;
    try {
      reasons = queue.offerAll(events);
    } catch (Throwable e) {
      reasons = new ArrayList<>(Collections.nCopies(events.size(), DropReason.NOT_WRITTEN));
      failures.notTaken(e);
    }
    for (DropReason reason : reasons) {
      if (reason != null) {
        counts.drops().add(reason);
      }
    }
    return reasons;
  }

  /**
   * Offers as many events as there is room for; they are kept elsewhere until this log has them. So
   * those that it does not take do not count as dropped, and no event is evicted for them. Never
   * throws.
   *
   * @return the indexes of those that it took
   */
  BitSet relay(List<byte[]> events) {
    BitSet taken = new BitSet(events.size());
    try {
      List<byte[]> fitting = events.subList(0, queue.fill().fitting(events));
      List<@Nullable DropReason> reasons = queue.offerAll(fitting);
      for (int i = 0; i < reasons.size(); i++) {
        taken.set(i, reasons.get(i) == null);
      }
    } catch (Throwable e) {
      failures.notTaken(e);
    }
    return taken;
  }

  /** Whether the events that it has taken outlive the process. */
  boolean isKept() {
    return queue.isKept();
  }

  /** The place after the last event it took, for {@link #awaitSettled}. */
  long mark() {
    return queue.mark();
  }

  /** Waits until everything it took before a place is delivered, a dead letter or evicted. */
  boolean awaitSettled(long mark, Duration timeout) throws InterruptedException {
    return queue.awaitSettled(mark, timeout);
  }

  /** Whether everything it took before a place is delivered, a dead letter or evicted. */
  boolean isSettled(long mark) {
    return queue.isSettled(mark);
  }

  /** How many events its queue has evicted. */
  long evicted() {
    return queue.lost().getOrDefault(LossReason.EVICTED, 0L);
  }

  boolean flush(Duration timeout) throws InterruptedException {
    return queue.flush(timeout);
  }

  LogLedger ledger() {
    LogLedger ledger = counts.ledger(queue, sink.call().calls(), failures.current());
    return seal == null ? ledger : ledger.with(seal.state());
  }

  private LogNotes notes() {
    return counts.notes(sink.call().calls().stuckSince(), failures.current());
  }

  Duration callTimeout() {
    return settings.callTimeout();
  }

  /** Reports and interrupts the sink's call if it is taking too long. */
  void interruptIfStuck() {
    sink.call().interruptIfStuck();
  }

  /** Takes no more events, and no longer waits for batches to fill or between tries. */
  void beginClose() {
    queue.close();
    work.hurry();
  }

  /**
   * Waits for the sink to deliver what is in the queue, then gives up on the rest, or leaves it in
   * the journal.
   *
   * @param begunNanos when closing began, by {@link System#nanoTime()}
   */
  void endClose(long begunNanos) {
    Duration spent = Duration.ofNanos(System.nanoTime() - begunNanos);
    boolean interrupted = join(settings.closeTimeout().minus(spent));
    if (thread.isAlive()) {
      work.abandon();
      thread.interrupt();
      interrupted |= join(LAST_WORDS);
    }
    counts.settled().giveUp(queue);
    queue.release();
    closeSeal();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the thread to end, even if the caller is interrupted: that must not cost events.
   *
   * @return whether the caller was interrupted
   */
  private boolean join(Duration timeout) {
    boolean interrupted = false;
    long begun = System.nanoTime();
    long left = timeout.toNanos();
    do {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, left));
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = timeout.toNanos() - (System.nanoTime() - begun);
    } while (thread.isAlive() && left > 0);
    return interrupted;
  }
}
