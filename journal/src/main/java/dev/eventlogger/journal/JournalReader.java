package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal's records in order, across its segments, and counts those that are missing. For
 * the log's thread.
 */
final class JournalReader {

  private final Disk disk;
  private final Segments segments;
  private final JournalReports reports;
  private final Consumer<Segment> seal;
  private volatile @Nullable Segment segment;
  private volatile @Nullable SegmentReader reader;
  // Whether a record was found that did not fit into the last batch.
  private boolean holdsRecord;
  private volatile long next;
  private volatile long damaged;

  /**
   * Reads on from where a journal is settled.
   *
   * @param seal called with a segment that is found damaged while it is being written
   */
  JournalReader(
      Disk disk,
      Segments segments,
      JournalReports reports,
      Progress progress,
      Consumer<Segment> seal) {
    this.disk = disk;
    this.segments = segments;
    this.reports = reports;
    this.seal = seal;
    next = progress.next();
    damaged = progress.damaged();
  }

  /** The sequence number after the last record that was read or found missing. */
  long next() {
    return next;
  }

  /** How many records were ever found missing. */
  long damaged() {
    return damaged;
  }

  /** Reads records, within both limits; at least one if there is any. */
  <T> List<T> read(int mostRecords, long mostBytes, RecordDecoder<T> decoder) throws IOException {
    try {
      List<T> records = readOn(mostRecords, mostBytes, decoder);
      if (segment != null) {
        segment.wasRead();
        reports.works(Trouble.READ);
      }
      return records;
    } catch (IOException e) {
      if (segment != null && segment.failsTooOften()) {
        reports.failed(Trouble.READ, e);
      }
      throw e;
    }
  }

  private <T> List<T> readOn(int mostRecords, long mostBytes, RecordDecoder<T> decoder)
      throws IOException {
    List<T> records = new ArrayList<>();
    long left = mostBytes;
    while (records.size() < mostRecords && (holdsRecord || advance())) {
      SegmentReader record = open();
      if (record.length() > left && !records.isEmpty()) {
        holdsRecord = true;
        return records;
      }
      holdsRecord = false;
      records.add(decoder.decode(record.bytes(), record.offset(), record.length()));
      left -= record.length();
      next = record.sequence() + 1;
    }
    return records;
  }

  private SegmentReader open() {
    SegmentReader open = reader;
    if (open == null) {
      throw new IllegalStateException("no segment is open");
    }
    return open;
  }

  /** Moves to the next record that is not settled; false if there is none yet. */
  private boolean advance() throws IOException {
    Segment current = segment != null ? segment : openAfter(null);
    while (current != null) {
      boolean sealed = current.isSealed();
      long end = current.end();
      if (open().advance(end)) {
        if (open().sequence() >= next) {
          noteDamage(current, open().sequence());
          return true;
        }
      } else if (sealed) {
        noteDamage(current, current.next());
        current = openAfter(current);
      } else if (open().position() < end) {
        seal.accept(current);
      } else {
        return false;
      }
    }
    return false;
  }

  /** Opens the segment after the given one, or the first; null if there is none. */
  private @Nullable Segment openAfter(@Nullable Segment last) throws IOException {
    Segment following = last == null ? segments.firstUnsettled(next) : segments.after(last);
    if (following == null) {
      return null;
    }
    close();
    segment = following;
    if (following.first() > next) {
      lose("records are missing before " + following.path().getFileName(), following.first());
    }
    if (isGone(following)) {
      segments.remove(following);
      return openBehind(following, " was deleted by somebody");
    }
    try {
      reader = new SegmentReader(fileOf(following), following.first(), ceiling(following));
      return following;
    } catch (IOException e) {
      if (!following.isGivenUp()) {
        throw e;
      }
      following.markDamaged();
      return openBehind(following, " cannot be opened");
    }
  }

  private @Nullable Segment openBehind(Segment lost, String why) throws IOException {
    close();
    seal.accept(lost);
    lose(lost.path().getFileName() + why, lost.next());
    return openAfter(lost);
  }

  /** A disk that keeps failing is not waited for: what cannot be read counts as damaged. */
  private DiskFile fileOf(Segment current) throws IOException {
    return current.isGivenUp()
        ? PatchyFile.open(disk, current.path())
        : disk.openToRead(current.path());
  }

  private boolean isGone(Segment current) throws IOException {
    Path directory = current.path().getParent();
    return directory != null && !disk.list(directory).contains(current.path());
  }

  /** Where the next segment begins: records of this one from there on were never acknowledged. */
  private long ceiling(Segment current) {
    Segment after = segments.after(current);
    return after == null || after.first() < current.first() ? Long.MAX_VALUE : after.first();
  }

  private void noteDamage(Segment current, long upTo) {
    boolean isNew = open().hasSkipped() && !current.isDamaged();
    if (upTo > next || isNew) {
      current.markDamaged();
      lose(current.path().getFileName() + " is damaged; the rest of it is delivered", upTo);
    }
  }

  private void lose(String what, long upTo) {
    long lost = Math.max(0, upTo - next);
    long damagedNow = damaged + lost;
    damaged = damagedNow;
    next = Math.max(next, upTo);
    reports.damaged(what + "; events lost: " + lost);
  }

  /** Whether this reads later segments than the given one. */
  boolean isBeyond(Segment other) {
    Segment current = segment;
    return current == null || current.number() > other.number();
  }

  /** Bytes of the records that wait to be read. */
  long waitingBytes() {
    long bytes = 0;
    Segment current = segment;
    SegmentReader open = reader;
    for (Segment each : segments.all()) {
      if (current == null || each.number() > current.number()) {
        bytes += each.end() - SegmentHeader.BYTES;
      } else if (each == current) {
        bytes += each.end() - (open == null ? SegmentHeader.BYTES : open.position());
      }
    }
    return bytes;
  }

  void close() throws IOException {
    SegmentReader open = reader;
    reader = null;
    segment = null;
    if (open != null) {
      open.close();
    }
  }
}
