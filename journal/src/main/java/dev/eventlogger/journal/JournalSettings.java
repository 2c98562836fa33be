package dev.eventlogger.journal;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.journal.file.FileMode;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a journal is, and how it is kept.
 *
 * @param directory the journal's own
 * @param sync what an accepted event survives
 * @param syncInterval how often it is synced, for {@link Sync#INTERVAL}
 * @param journalBytes most bytes of all segments together
 * @param segmentBytes bytes of one segment; a larger record is never taken
 * @param fileMode who may read and write its files
 */
public record JournalSettings(
    Path directory,
    Sync sync,
    Duration syncInterval,
    long journalBytes,
    int segmentBytes,
    FileMode fileMode) {

  /** The settings of a journal whose files only their owner may read. */
  public JournalSettings(
      Path directory, Sync sync, Duration syncInterval, long journalBytes, int segmentBytes) {
    this(directory, sync, syncInterval, journalBytes, segmentBytes, FileMode.PRIVATE);
  }

  public JournalSettings {
    requireNonNull(directory, "directory");
    requireNonNull(sync, "sync");
    requireNonNull(syncInterval, "syncInterval");
    requireNonNull(fileMode, "fileMode");
    if (syncInterval.isNegative() || syncInterval.isZero()) {
      throw new IllegalArgumentException("sync_interval must be more than 0");
    }
    if (journalBytes / 2 < segmentBytes) {
      throw new IllegalArgumentException(
          "journal_bytes must be at least twice segment_bytes, " + segmentBytes);
    }
  }
}
