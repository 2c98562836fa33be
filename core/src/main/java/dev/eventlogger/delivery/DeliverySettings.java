package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.Requirements;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How events wait for their sink: {@code EVENT_DELIVERY}, and {@code delivery} of a single log. In
 * code, use {@link #builder}, which stays compatible when settings are added.
 *
 * @param queueEvents how many events may wait; default 100,000
 * @param queueBytes how many bytes of JSON may wait; default 64 MiB, or the log's share of a
 *     quarter of the heap where that is less
 * @param batchSize most events in a batch; default 500, or {@code queue_events} where that is less
 * @param batchBytes most bytes of JSON in a batch, except for an event that is larger; default 1
 *     MiB, or {@code queue_bytes} where that is less and there is no journal
 * @param linger longest time an event waits for its batch to fill; default 1 s
 * @param onFull what happens to an event that finds the queue full; default {@code drop-newest}, or
 *     {@code block(10s)} with {@code sync: always}
 * @param closeTimeout how long closing waits for what is still in the queue; default 10 s
 * @param retry how a batch is sent again
 * @param directory where each log has its journal, in a folder of its name; null for queues in
 *     memory
 * @param sync what an accepted event in a journal survives; default {@code interval}
 * @param syncInterval how often a journal is synced; default 500 ms
 * @param journalBytes most bytes of a journal on disk; default 1 GiB
 * @param segmentBytes bytes of one file of a journal; default 64 MiB
 * @param deadLetters folder for events that are refused for good; null if they are only reported
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

  private static final String POSITIVE = "must be more than 0";
  private static final String AT_MOST_A_DAY = "must be between 0s and 1d";
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final OnFull PATIENT = OnFull.block(Duration.ofSeconds(10));
  // Twice the largest event.
  private static final int LEAST_SEGMENT = 8 * 1024 * 1024;

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public DeliverySettings {
    queueEvents = requireNonNullElse(queueEvents, 100_000);
    queueBytes = requireNonNullElse(queueBytes, 64L * 1024 * 1024);
    batchSize = requireNonNullElse(batchSize, Math.min(500, Math.max(1, queueEvents)));
    long mostBytes = directory == null ? queueBytes : Long.MAX_VALUE;
    batchBytes =
        requireNonNullElse(batchBytes, (int) Math.min(1024 * 1024, Math.max(1, mostBytes)));
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
    Requirements requirements =
        new Requirements()
            .that(queueEvents > 0, "queue_events", POSITIVE)
            .that(queueBytes > 0, "queue_bytes", POSITIVE)
            .that(batchSize > 0, "batch_size", POSITIVE)
            .that(batchBytes > 0, "batch_bytes", POSITIVE)
            .that(isAtMostADay(linger), "linger", AT_MOST_A_DAY)
            .that(isAtMostADay(closeTimeout), "close_timeout", AT_MOST_A_DAY)
            .that(isAtMostADay(callTimeout), "call_timeout", AT_MOST_A_DAY)
            .that(callTimeout.toMillis() > 0, "call_timeout", POSITIVE)
            .that(isAtMostADay(syncInterval), "sync_interval", AT_MOST_A_DAY)
            .that(
                queueEvents <= 0 || batchSize <= queueEvents,
                "batch_size",
                "must not be more than queue_events, " + queueEvents)
            .that(
                directory != null || queueBytes <= 0 || batchBytes <= queueBytes,
                "batch_bytes",
                "must not be more than queue_bytes, " + queueBytes)
            .that(
                directory == null || batchBytes <= journalBytes / 2,
                "batch_bytes",
                "must not be more than half of journal_bytes, " + journalBytes / 2)
            .that(
                segmentBytes >= LEAST_SEGMENT,
                "segment_bytes",
                "must be at least " + LEAST_SEGMENT);
    requireJournal(requirements, directory, sync, onFull.action());
    requirements.orThrow();
    JournalSettings unused =
        new JournalSettings(Path.of(""), sync, syncInterval, journalBytes, segmentBytes);
  }

  private static void requireJournal(
      Requirements requirements, @Nullable Path directory, Sync sync, OnFull.Action onFull) {
    requirements
        .that(
            directory != null || sync != Sync.ALWAYS,
            "sync",
            "must not be always without a directory for the journal")
        .that(
            directory == null || onFull != OnFull.Action.DROP_OLDEST,
            "on_full",
            "must be drop-newest, or block(2s) for callers to wait that long, where directory is set: a"
                + " journal gives up nothing")
        .that(
            sync != Sync.ALWAYS || onFull == OnFull.Action.BLOCK,
            "on_full",
            "must be block(…), as in block(10s), with sync: always");
  }

  /** A builder, whose settings have their defaults unless set. */
  public static DeliverySettingsBuilder builder() {
    return new DeliverySettingsBuilder();
  }

  /** A builder that starts with these settings. */
  public DeliverySettingsBuilder toBuilder() {
    return new DeliverySettingsBuilder(this);
  }

  /** The same settings with another {@code queueBytes}, raised to {@code batchBytes} if lower. */
  public DeliverySettings withQueueBytes(long bytes) {
    return toBuilder().queueBytes(Math.max(bytes, batchBytes)).build();
  }

  /** Where and how a log keeps its journal; empty if events wait in memory. */
  Optional<JournalSettings> journal(String log) {
    return Optional.ofNullable(directory)
        .map(
            parent ->
                new JournalSettings(
                    parent.resolve(log), sync, syncInterval, journalBytes, segmentBytes, fileMode));
  }

  private static boolean isAtMostADay(Duration value) {
    return !value.isNegative() && value.compareTo(LONGEST) <= 0;
  }
}
