package dev.eventlogger.seal.log;

import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.anchor.AnchorException;
import dev.eventlogger.seal.anchor.SealAnchor;
import dev.eventlogger.spi.FailureWords;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Passes a log's checkpoints to one anchor, on a thread of its own: nothing ever waits for an
 * anchor. Of several checkpoints that come meanwhile, it passes on the newest. Thread-safe.
 */
final class Anchoring implements Runnable {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.seal");
  private static final Duration LAST_TRY = Duration.ofSeconds(2);

  private final String log;
  private final String name;
  private final String origin;
  private final SealAnchor anchor;
  private final Duration every;
  private final Thread thread;
  private volatile byte[] newest = new byte[0];
  private volatile @Nullable Instant anchored;
  private volatile @Nullable String problem;
  private volatile boolean closing;
  private byte @Nullable [] kept;
  private boolean isAhead;
  private boolean wasAsked;

  Anchoring(String log, String name, String origin, SealAnchor anchor, Duration every) {
    this.log = log;
    this.name = name;
    this.origin = origin;
    this.anchor = anchor;
    this.every = every;
    thread = new Thread(this, "event-logger-" + log + "-anchor-" + name);
    thread.setDaemon(true);
  }

  void start(byte[] checkpoint) {
    newest = checkpoint;
    thread.start();
  }

  /** Makes this the newest checkpoint. */
  void offer(byte[] checkpoint) {
    newest = checkpoint;
  }

  /** When the anchor last took a checkpoint; null if it never did. */
  @Nullable Instant anchored() {
    return anchored;
  }

  /** Why the anchor takes no checkpoints; null if it does. */
  @Nullable String problem() {
    return problem;
  }

  /** Tries the newest checkpoint once more, and waits for that for a short time. */
  void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(LAST_TRY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  @Override
  public void run() {
    boolean last = false;
    while (!last) {
      last = closing;
      try {
        take();
      } catch (Exception | LinkageError e) {
        failed(AnchorException.words(e), e);
      }
      if (!last) {
        LockSupport.parkNanos(Math.max(1, every.toNanos()));
      }
    }
    closeAnchor();
  }

  private void take() throws Exception {
    byte[] checkpoint = newest;
    if (isAhead || checkpoint == kept) {
      return;
    }
    if (!wasAsked) {
      isAhead = isAhead(anchor.newest(origin), checkpoint);
      wasAsked = true;
    }
    if (isAhead) {
      failed("has a checkpoint of more entries than the seal: the seal was set back", null);
      return;
    }
    anchor.keep(origin, checkpoint);
    kept = checkpoint;
    if (problem != null) {
      LOG.log(Level.INFO, "log " + log + ": anchor " + name + " takes checkpoints again");
      problem = null;
    }
    anchored = Instant.now();
  }

  /**
   * True for a seal that was restored from a backup, or set back by somebody to rewrite what
   * followed.
   */
  private static boolean isAhead(Optional<byte[]> there, byte[] ours) {
    return there.isPresent() && size(there.get()) > size(ours);
  }

  private static long size(byte[] checkpoint) {
    return Checkpoint.parse(Note.parse(checkpoint)).size();
  }

  private void failed(String reason, @Nullable Throwable failure) {
    String words = "anchor " + name + ": " + reason;
    if (problem == null) {
      LOG.log(
          isAhead ? Level.ERROR : Level.WARNING,
          "log " + log + ": " + words + "; sealing goes on, and is not anchored there",
          failure == null ? null : FailureWords.shown(failure));
    }
    problem = words;
  }

  private void closeAnchor() {
    try {
      anchor.close();
    } catch (Exception | LinkageError e) {
      LOG.log(
          Level.WARNING,
          "log " + log + ": anchor " + name + " could not be closed",
          FailureWords.shown(e));
    }
  }
}
