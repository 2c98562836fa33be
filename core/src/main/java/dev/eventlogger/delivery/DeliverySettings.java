package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.delivery.journal.JournalSettings;
import dev.eventlogger.delivery.journal.Sync;
import dev.eventlogger.spi.FileMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How events wait for their sink: {@code EVENT_DELIVERY}, and {@code delivery} of a single log.
 *
 * @param queueEvents how many events may wait; default 100,000
 * @param queueBytes how many bytes of JSON may wait; default 64 MiB
 * @param batchSize most events in a batch; default 500
 * @param batchBytes most bytes of JSON in a batch, but for an event that is larger; default 1 MiB
 * @param linger longest time an event waits for its batch to fill; default 1 s
 * @param onFull what happens to an event that finds the queue full; default {@code drop-newest}
 * @param closeTimeout how long closing waits for what is still in the queue; default 10 s
 * @param retry how a batch is sent again
 * @param directory where each log has its journal, in a folder of its name; null for queues in
 *     memory
 * @param sync what an accepted event in a journal survives; default {@code interval}
 * @param syncInterval how often a journal is synced; default 500 ms
 * @param journalBytes most bytes of a journal on disk; default 1 GiB
 * @param segmentBytes bytes of one file of a journal; default 64 MiB
 * @param deadLetters folder for events that are refused for good; without it they are only reported
 * @param callTimeout how long a call of the sink may take before it is interrupted; default 60 s
 * @param fileMode who may read and write journals and dead letters; default {@code 0600}
 */
public record DeliverySettings(
    Integer queueEvents,
    Long queueBytes,
    Integer batchSize,
    Integer batchBytes,
    Duration linger,
    OnFull onFull,
    Duration closeTimeout,
    RetryPolicy retry,
    @Nullable Path directory,
    Sync sync,
    Duration syncInterval,
    Long journalBytes,
    Integer segmentBytes,
    @Nullable Path deadLetters,
    Duration callTimeout,
    FileMode fileMode) {

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final OnFull PATIENT = OnFull.block(Duration.ofSeconds(10));
  // Twice the largest event.
  private static final int LEAST_SEGMENT = 8 * 1024 * 1024;

  /** Settings of logs whose files are their owner's only. */
  @SuppressWarnings("TooManyParameters")
  public DeliverySettings(
      Integer queueEvents,
      Long queueBytes,
      Integer batchSize,
      Integer batchBytes,
      Duration linger,
      OnFull onFull,
      Duration closeTimeout,
      RetryPolicy retry,
      @Nullable Path directory,
      Sync sync,
      Duration syncInterval,
      Long journalBytes,
      Integer segmentBytes,
      @Nullable Path deadLetters,
      Duration callTimeout) {
    this(
        queueEvents,
        queueBytes,
        batchSize,
        batchBytes,
        linger,
        onFull,
        closeTimeout,
        retry,
        directory,
        sync,
        syncInterval,
        journalBytes,
        segmentBytes,
        deadLetters,
        callTimeout,
        FileMode.PRIVATE);
  }

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public DeliverySettings {
    queueEvents = requireNonNullElse(queueEvents, 100_000);
    queueBytes = requireNonNullElse(queueBytes, 64L * 1024 * 1024);
    batchSize = requireNonNullElse(batchSize, 500);
    batchBytes = requireNonNullElse(batchBytes, 1024 * 1024);
    linger = requireNonNullElse(linger, Duration.ofSeconds(1));
    sync = requireNonNullElse(sync, Sync.INTERVAL);
    onFull = requireNonNullElse(onFull, sync == Sync.ALWAYS ? PATIENT : OnFull.DROP_NEWEST);
    closeTimeout = requireNonNullElse(closeTimeout, Duration.ofSeconds(10));
    retry = requireNonNullElse(retry, new RetryPolicy(null, null));
    callTimeout = requireNonNullElse(callTimeout, Duration.ofSeconds(60));
    fileMode = requireNonNullElse(fileMode, FileMode.PRIVATE);
    syncInterval = requireNonNullElse(syncInterval, Duration.ofMillis(500));
    journalBytes = requireNonNullElse(journalBytes, 1024L * 1024 * 1024);
    segmentBytes = requireNonNullElse(segmentBytes, 64 * 1024 * 1024);
    requirePositive(queueEvents, "queue_events");
    requirePositive(queueBytes, "queue_bytes");
    requirePositive(batchSize, "batch_size");
    requirePositive(batchBytes, "batch_bytes");
    requireAtMostADay(linger, "linger");
    requireAtMostADay(closeTimeout, "close_timeout");
    requireAtMostADay(callTimeout, "call_timeout");
    requirePositive(callTimeout.toMillis(), "call_timeout");
    if (batchSize > queueEvents) {
      throw new IllegalArgumentException(
          "batch_size must not be more than queue_events, " + queueEvents);
    }
    requireAtMostADay(syncInterval, "sync_interval");
    requireJournal(directory, sync, onFull.action());
    if (segmentBytes < LEAST_SEGMENT) {
      throw new IllegalArgumentException("segment_bytes must be at least " + LEAST_SEGMENT);
    }
    JournalSettings unused =
        new JournalSettings(Path.of(""), sync, syncInterval, journalBytes, segmentBytes);
  }

  private static void requireJournal(@Nullable Path directory, Sync sync, OnFull.Action onFull) {
    if (directory == null && sync == Sync.ALWAYS) {
      throw new IllegalArgumentException("sync: always needs a directory for the journal");
    }
    if (directory != null && onFull == OnFull.Action.DROP_OLDEST) {
      throw new IllegalArgumentException(
          "on_full must be drop-newest or block(…) with a directory: a journal gives up nothing");
    }
    if (sync == Sync.ALWAYS && onFull != OnFull.Action.BLOCK) {
      throw new IllegalArgumentException(
          "on_full must be block(…), as in block(10s), with sync: always");
    }
  }

  /** Where and how a log keeps its journal; empty if events wait in memory. */
  Optional<JournalSettings> journal(String log) {
    return Optional.ofNullable(directory)
        .map(
            parent ->
                new JournalSettings(
                    parent.resolve(log), sync, syncInterval, journalBytes, segmentBytes, fileMode));
  }

  private static void requirePositive(long value, String setting) {
    if (value <= 0) {
      throw new IllegalArgumentException(setting + " must be more than 0");
    }
  }

  private static void requireAtMostADay(Duration value, String setting) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(setting + " must be between 0s and 1d");
    }
  }
}
