package dev.eventlogger.delivery.journal;

import dev.eventlogger.event.Event;
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
  private @Nullable SegmentReader reader;
  // A record was found that did not go into the last batch.
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

  /** Reads records, as long as neither number is exceeded; at least one, if there is any. */
  List<Event> read(int mostEvents, long mostBytes) throws IOException {
    List<Event> events = new ArrayList<>();
    long left = mostBytes;
    while (events.size() < mostEvents && (holdsRecord || advance())) {
      SegmentReader record = open();
      if (record.length() > left && !events.isEmpty()) {
        holdsRecord = true;
        return events;
      }
      holdsRecord = false;
      events.add(Event.ofCanonical(record.bytes(), record.offset(), record.length()));
      left -= record.length();
      next = record.sequence() + 1;
    }
    return events;
  }

  private SegmentReader open() {
    if (reader == null) {
      throw new IllegalStateException("no segment is open");
    }
    return reader;
  }

  /** Goes to the next record that is not settled; false if there is none as yet. */
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

  /** Opens the segment after one, or the first; null if there is none. */
  private @Nullable Segment openAfter(@Nullable Segment last) throws IOException {
    Segment following = last == null ? segments.firstUnsettled(next) : segments.after(last);
    if (following == null) {
      return null;
    }
    close();
    if (following.first() > next) {
      lose("records are missing before " + following.path().getFileName(), following.first());
    }
    if (isGone(following)) {
      seal.accept(following);
      segments.remove(following);
      lose(following.path().getFileName() + " was deleted by somebody", following.next());
      return openAfter(following);
    }
    reader =
        new SegmentReader(disk.openToRead(following.path()), following.first(), ceiling(following));
    segment = following;
    return following;
  }

  private boolean isGone(Segment current) throws IOException {
    Path directory = current.path().getParent();
    return directory != null && !disk.list(directory).contains(current.path());
  }

  /** Where the next segment begins: what this one holds from there on was never acknowledged. */
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

  /** Whether it reads later segments than this one. */
  boolean isBeyond(Segment other) {
    Segment current = segment;
    return current == null || current.number() > other.number();
  }

  /** Bytes of the records that wait to be read. */
  long waitingBytes() {
    long bytes = 0;
    for (Segment each : segments.all()) {
      if (segment == null || each.number() > segment.number()) {
        bytes += each.end() - SegmentHeader.BYTES;
      } else if (each == segment) {
        bytes += each.end() - open().position();
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
