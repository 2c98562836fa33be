package dev.eventlogger.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The segment that groups of records are written to, one after the other; when it is full or has
 * failed, the next one. For one thread at a time, except for {@link #accepted}.
 */
final class ActiveSegment {

  private final Segments segments;
  private final SpareSegments spares;
  private final JournalReports reports;

  private @Nullable Segment active;
  private long next;
  private volatile long accepted;

  /**
   * Has no segment so far.
   *
   * @param next the next record's sequence number
   */
  ActiveSegment(Segments segments, SpareSegments spares, JournalReports reports, long next) {
    this.segments = segments;
    this.spares = spares;
    this.reports = reports;
    this.next = next;
    accepted = next - 1;
  }

  /** The sequence number of the last record that was written. */
  long accepted() {
    return accepted;
  }

  /**
   * Writes a group of records.
   *
   * @param deadline how long to wait for another segment, by {@link System#nanoTime}
   */
  Appended write(RecordGroup group, long deadline, boolean isPatient) {
    boolean done = false;
    try {
      Segment segment = active;
      if (segment == null || segment.isUnsynced() || !segment.fits(group.length())) {
        segment = roll(segment, deadline, isPatient);
      }
      if (segment != null) {
        long after = group.seal(next);
        segment.append(group.bytes(), group.length(), after);
        next = after;
        accepted = after - 1;
        reports.works(Trouble.WRITE);
      }
      done = true;
      return segment == null ? spares.obstacle() : Appended.WRITTEN;
    } catch (IOException e) {
      reports.failed(Trouble.WRITE, e);
      return Appended.FAILED;
    } finally {
      if (!done) {
        // After an Error, too, nobody knows what the file holds.
        seal();
      }
    }
  }

  private @Nullable Segment roll(@Nullable Segment full, long deadline, boolean isPatient)
      throws IOException {
    SpareSegments.Spare spare = spares.take(deadline, isPatient);
    if (spare == null) {
      return null;
    }
    Segment segment = add(spare);
    if (full != null) {
      full.seal();
    }
    active = segment;
    spares.confirm();
    segment.begin();
    return segment;
  }

  private Segment add(SpareSegments.Spare spare) {
    boolean done = false;
    try {
      Segment segment = Segment.of(spare, next);
      segments.add(segment);
      done = true;
      return segment;
    } finally {
      if (!done) {
        spares.giveBack(spare);
      }
    }
  }

  /** Stops writing to a segment, if it is the active one. */
  void seal(Segment segment) {
    if (active == segment) {
      seal();
    }
  }

  /** Ends the active segment: the next group begins another. */
  void seal() {
    Segment segment = active;
    active = null;
    if (segment != null) {
      segment.sealAndCut();
    }
  }
}
