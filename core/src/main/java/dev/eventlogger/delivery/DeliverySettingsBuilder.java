package dev.eventlogger.delivery;

import dev.eventlogger.journal.Sync;
import dev.eventlogger.journal.file.FileMode;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Builds {@link DeliverySettings}, whose documentation says what each setting means and allows. For
 * one thread.
 */
public final class DeliverySettingsBuilder {

  private @Nullable Integer queueEvents;
  private @Nullable Long queueBytes;
  private @Nullable Integer batchSize;
  private @Nullable Integer batchBytes;
  private @Nullable Duration linger;
  private @Nullable OnFull onFull;
  private @Nullable Duration closeTimeout;
  private @Nullable RetryPolicy retry;
  private @Nullable Path directory;
  private @Nullable Sync sync;
  private @Nullable Duration syncInterval;
  private @Nullable Long journalBytes;
  private @Nullable Integer segmentBytes;
  private @Nullable Path deadLetters;
  private @Nullable Duration callTimeout;
  private @Nullable FileMode fileMode;

  DeliverySettingsBuilder() {}

  DeliverySettingsBuilder(DeliverySettings settings) {
    queueEvents = settings.queueEvents();
    queueBytes = settings.queueBytes();
    batchSize = settings.batchSize();
    batchBytes = settings.batchBytes();
    linger = settings.linger();
    onFull = settings.onFull();
    closeTimeout = settings.closeTimeout();
    retry = settings.retry();
    directory = settings.directory();
    sync = settings.sync();
    syncInterval = settings.syncInterval();
    journalBytes = settings.journalBytes();
    segmentBytes = settings.segmentBytes();
    deadLetters = settings.deadLetters();
    callTimeout = settings.callTimeout();
    fileMode = settings.fileMode();
  }

  /** How many events may wait. */
  public DeliverySettingsBuilder queueEvents(int queueEvents) {
    this.queueEvents = queueEvents;
    return this;
  }

  /** How many bytes of JSON may wait. */
  public DeliverySettingsBuilder queueBytes(long queueBytes) {
    this.queueBytes = queueBytes;
    return this;
  }

  /** The most events in a batch. */
  public DeliverySettingsBuilder batchSize(int batchSize) {
    this.batchSize = batchSize;
    return this;
  }

  /** The most bytes of JSON in a batch. */
  public DeliverySettingsBuilder batchBytes(int batchBytes) {
    this.batchBytes = batchBytes;
    return this;
  }

  /** The longest time that an event waits for its batch to fill. */
  public DeliverySettingsBuilder linger(Duration linger) {
    this.linger = linger;
    return this;
  }

  /** What happens to an event that finds the queue full. */
  public DeliverySettingsBuilder onFull(OnFull onFull) {
    this.onFull = onFull;
    return this;
  }

  /** How long closing waits for what is still in the queue. */
  public DeliverySettingsBuilder closeTimeout(Duration closeTimeout) {
    this.closeTimeout = closeTimeout;
    return this;
  }

  /** How a batch is sent again. */
  public DeliverySettingsBuilder retry(RetryPolicy retry) {
    this.retry = retry;
    return this;
  }

  /** Where each log has its journal; without it, queues are in memory. */
  public DeliverySettingsBuilder directory(Path directory) {
    this.directory = directory;
    return this;
  }

  /** What an accepted event in a journal survives. */
  public DeliverySettingsBuilder sync(Sync sync) {
    this.sync = sync;
    return this;
  }

  /** How often a journal is synced. */
  public DeliverySettingsBuilder syncInterval(Duration syncInterval) {
    this.syncInterval = syncInterval;
    return this;
  }

  /** The most bytes of a journal on disk. */
  public DeliverySettingsBuilder journalBytes(long journalBytes) {
    this.journalBytes = journalBytes;
    return this;
  }

  /** The bytes of one file of a journal. */
  public DeliverySettingsBuilder segmentBytes(int segmentBytes) {
    this.segmentBytes = segmentBytes;
    return this;
  }

  /** Folder for events that are refused for good. */
  public DeliverySettingsBuilder deadLetters(Path deadLetters) {
    this.deadLetters = deadLetters;
    return this;
  }

  /** How long a call of the sink may take before it is interrupted. */
  public DeliverySettingsBuilder callTimeout(Duration callTimeout) {
    this.callTimeout = callTimeout;
    return this;
  }

  /** Who may read and write journals and dead letters. */
  public DeliverySettingsBuilder fileMode(FileMode fileMode) {
    this.fileMode = fileMode;
    return this;
  }

  /**
   * Builds the settings.
   *
   * @throws IllegalArgumentException if settings are wrong or do not fit together, with all that is
   *     wrong
   */
  @SuppressWarnings("NullAway") // absent settings are null before the record's constructor
  public DeliverySettings build() {
    return new DeliverySettings(
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
        fileMode);
  }
}
