package dev.eventlogger.seal.log;

import dev.eventlogger.event.Event;
import dev.eventlogger.journal.Progress;
import dev.eventlogger.seal.Heartbeat;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.SealBatch;
import dev.eventlogger.seal.SealWriter;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.Seal;
import dev.eventlogger.spi.SealState;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Seals what one log delivers. Thread-safe.
 *
 * <p>The log's thread seals events; another thread, owned by this class, syncs files, takes
 * removals, and seals a heartbeat when nothing else is sealed. Both hold the lock while they write:
 * it guards the files.
 */
final class LogSeal implements Seal {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.seal");
  private static final Duration LOOK = Duration.ofSeconds(1);
  // The id for bytes that are no event, which the sink took all the same.
  private static final UUID NO_ID = new UUID(0, 0);

  private final String log;
  private final SealSettings settings;
  private final SealPace pace;
  private final SealWriter writer;
  private final OperatorKey operator;
  private final @Nullable OperatorKey former;
  private final List<Anchoring> anchors;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread upkeep;
  private volatile long entries;
  private volatile @Nullable Instant sealed;
  private volatile @Nullable String problem;
  private long lastNanos;
  private boolean isOpen = true;

  LogSeal(
      String log,
      SealSettings settings,
      SealWriter writer,
      OperatorKey operator,
      @Nullable OperatorKey former,
      List<Anchoring> anchors) {
    this.log = log;
    this.settings = settings;
    pace = new SealPace(settings, System::nanoTime);
    this.writer = writer;
    this.operator = operator;
    this.former = former;
    this.anchors = List.copyOf(anchors);
    upkeep = new Thread(this::keepUp, "event-logger-" + log + "-seal");
    upkeep.setDaemon(true);
  }

  @Override
  public synchronized @Nullable Progress settled() {
    byte[] mark = writer.mark();
    if (mark.length == 0) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(mark);
    return new Progress(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  private static byte[] mark(Progress progress) {
    return ByteBuffer.allocate(5 * Long.BYTES)
        .putLong(progress.next())
        .putLong(progress.accepted())
        .putLong(progress.delivered())
        .putLong(progress.dead())
        .putLong(progress.damaged())
        .array();
  }

  @Override
  public synchronized void begin(Progress journal) throws IOException {
    Progress before = settled();
    long sealedBefore = before == null ? 0 : before.delivered();
    long unsealed = Math.max(0, journal.delivered() - sealedBefore);
    if (before != null && unsealed > 0) {
      LOG.log(
          Level.WARNING,
          "log "
              + log
              + ": "
              + unsealed
              + " events were delivered while nothing was sealed; the seal says so");
    }
    writer.beginEpoch(operator, former, unsealed, mark(journal));
    noteSealed();
    byte[] checkpoint = writer.checkpoint();
    anchors.forEach(anchor -> anchor.start(checkpoint));
    upkeep.start();
  }

  @Override
  public boolean isDue(int events, Duration waited) {
    return pace.isDue(events, waited);
  }

  @Override
  public synchronized void seal(List<Event> delivered, Progress settled) throws IOException {
    requireOpen();
    pace.time(
        () -> {
          SealBatch batch = writer.batch();
          for (Event event : delivered) {
            batch.add(id(event), event::writeTo);
          }
          commit(batch, mark(settled));
        });
  }

  private static UUID id(Event event) {
    try {
      return event.id();
    } catch (IllegalArgumentException e) {
      return NO_ID;
    }
  }

  private void requireOpen() throws IOException {
    if (!isOpen) {
      throw new IOException("the seal is closed");
    }
  }

  private void commit(SealBatch batch, byte[] mark) throws IOException {
    byte[] checkpoint = writer.commit(batch, mark);
    noteSealed();
    anchors.forEach(anchor -> anchor.offer(checkpoint));
  }

  private void noteSealed() {
    entries = writer.size();
    sealed = Instant.now();
    lastNanos = System.nanoTime();
  }

  private void keepUp() {
    boolean isLast = false;
    while (!isLast) {
      try {
        isLast = closing.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
        // At the end, the tail is on disk, from which the next process brings the files in order.
        boolean isSynced = isLast || works(writer::syncFiles);
        boolean areTaken = works(this::takeRemovals);
        boolean hasBeaten = works(this::beat);
        if (isSynced && areTaken && hasBeaten && !isLast) {
          wellAgain();
        }
      } catch (InterruptedException e) {
        // Whoever may end this thread does not interrupt it.
      }
    }
  }

  /** A task for each second, whose failure does not keep the others from running. */
  private interface Work {
    void run() throws IOException;
  }

  private boolean works(Work work) {
    try {
      work.run();
      return true;
    } catch (IOException | RuntimeException e) {
      failed(e);
      return false;
    }
  }

  private synchronized void takeRemovals() throws IOException {
    if (!isOpen) {
      return;
    }
    long before = writer.size();
    try {
      int unused = writer.takeRemovals(operator);
    } finally {
      if (writer.size() > before) { // even if some were not taken
        noteSealed();
        byte[] checkpoint = writer.checkpoint();
        anchors.forEach(anchor -> anchor.offer(checkpoint));
      }
    }
  }

  private synchronized void beat() throws IOException {
    Duration since = Duration.ofNanos(System.nanoTime() - lastNanos);
    if (isOpen && !settings.heartbeat().isZero() && since.compareTo(settings.heartbeat()) >= 0) {
      SealBatch batch = writer.batch();
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      batch.add(new Heartbeat(writer.origin(), now));
      commit(batch, writer.mark());
    }
  }

  private void wellAgain() {
    if (problem != null) {
      LOG.log(Level.INFO, "log " + log + ": the seal's files are in order again");
      problem = null;
    }
  }

  private void failed(Exception e) {
    String words = e instanceof IllegalArgumentException ? e.getMessage() : FailureWords.of(e);
    if (problem == null) {
      LOG.log(
          Level.WARNING,
          "log " + log + ": the seal's files cannot be kept up: " + words,
          FailureWords.shown(e));
    }
    problem = String.valueOf(words);
  }

  @Override
  public SealState state() {
    Instant anchored =
        anchors.stream()
            .map(Anchoring::anchored)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    String wrong =
        anchors.stream()
            .map(Anchoring::problem)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(problem);
    return new SealState(entries, sealed, anchored, wrong);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (!isOpen) {
        return;
      }
      isOpen = false;
    }
    closing.countDown();
    join();
    anchors.forEach(Anchoring::close);
    synchronized (this) {
      try {
        writer.close();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "log " + log + ": its seal cannot be closed", FailureWords.shown(e));
      }
    }
  }

  private void join() {
    try {
      upkeep.join(LOOK.multipliedBy(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
