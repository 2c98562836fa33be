package dev.eventlogger.query;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * How events are removed.
 *
 * <p>A store removes at most one chunk in each transaction or request, reports how many it has
 * removed so far, and pauses, so that writers are not held up. Between chunks it checks whether its
 * thread was interrupted.
 *
 * @param dryRun whether the events are only counted
 * @param chunk the most events at a time, 1 to 5,000
 * @param pause the time between chunks
 * @param progress gets the number of events removed so far, after each chunk, on the caller's
 *     thread
 */
public record Removal(boolean dryRun, int chunk, Duration pause, LongConsumer progress) {

  /** The largest chunk. */
  public static final int MOST = 5_000;

  /** The largest chunks, with pauses of 100 ms, and no reports. */
  public static final Removal IN_CHUNKS =
      new Removal(false, MOST, Duration.ofMillis(100), removed -> {});

  /** Removes nothing, and counts what would be removed. */
  public static final Removal DRY_RUN = new Removal(true, MOST, Duration.ZERO, removed -> {});

  public Removal {
    requireNonNull(pause, "pause");
    requireNonNull(progress, "progress");
    if (chunk < 1 || chunk > MOST) {
      throw new IllegalArgumentException("chunk: must be from 1 to " + MOST + ", not " + chunk);
    }
    if (pause.isNegative()) {
      throw new IllegalArgumentException("pause: must not be negative");
    }
  }

  /** The same as a dry run. */
  public Removal asDryRun() {
    return new Removal(true, chunk, pause, progress);
  }

  /**
   * The same, for a removal that follows others, whose number is added to the reported progress.
   */
  public Removal after(long removed) {
    return new Removal(dryRun, chunk, pause, count -> progress.accept(removed + count));
  }

  /**
   * Reports progress and pauses; for a store to call after each chunk.
   *
   * @param removed how many were removed so far
   * @throws InterruptedException if the thread was interrupted before or meanwhile
   */
  public void afterChunk(long removed) throws InterruptedException {
    progress.accept(removed);
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted after " + removed + " events were removed");
    }
    Thread.sleep(pause.toMillis());
  }
}
