package dev.eventlogger.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Replaces the damaged files of a journal with whole ones. For one thread that holds the lock. */
final class JournalRepair {

  private static final int CHUNK = 1024 * 1024;

  private final Disk disk;
  private final Path directory;

  JournalRepair(Disk disk, Path directory) {
    this.disk = disk;
    this.directory = directory;
  }

  /** Returns what was done, in words. */
  List<String> run() throws IOException {
    List<String> done = new ArrayList<>();
    for (SegmentSurvey segment : SegmentSurvey.all(disk, directory)) {
      if (!segment.hasHeader() || segment.hasDamage()) {
        Path kept = rewrite(segment);
        done.add(
            segment.path().getFileName()
                + ": "
                + segment.records()
                + " events kept, "
                + segment.missing()
                + " lost; the damaged file is "
                + kept);
      }
    }
    Cursor.Reading cursor = Cursor.read(disk, directory);
    if (cursor.progress() != null && cursor.isDamaged()) {
      Cursor.open(disk, directory, cursor, cursor.progress(), cursor.newest()).close();
      done.add("cursor: written anew from the half that is whole");
    }
    if (done.isEmpty()) {
      done.add("nothing to repair");
    }
    return done;
  }

  private Path rewrite(SegmentSurvey segment) throws IOException {
    try (DiskFile file = Segments.createUnfinished(disk, segment.path())) {
      SegmentHeader header = new SegmentHeader(segment.number(), segment.first());
      file.write(0, header.toBytes(), 0, SegmentHeader.BYTES);
      long[] end = {SegmentHeader.BYTES};
      segment.forEach(disk, Long.MAX_VALUE, record -> end[0] += copy(record, file, end[0]));
      file.sync();
    }
    // The damaged file keeps its name until the new one takes it.
    Path kept = Quarantine.place(disk, segment.path());
    copy(segment.path(), kept);
    Segments.finish(disk, segment.path());
    return kept;
  }

  private static int copy(SegmentReader record, DiskFile to, long end) {
    int length = Frame.HEADER + record.length();
    try {
      to.write(end, record.bytes(), record.offset() - Frame.HEADER, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return length;
  }

  private void copy(Path from, Path to) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (DiskFile in = PatchyFile.open(disk, from);
        DiskFile out = disk.create(to)) {
      long at = 0;
      int read = in.read(at, chunk, 0, CHUNK);
      while (read > 0) {
        out.write(at, chunk, 0, read);
        at += read;
        read = in.read(at, chunk, 0, CHUNK);
      }
      out.sync();
    }
    Path quarantine = to.getParent();
    if (quarantine != null) {
      disk.syncDirectory(quarantine);
    }
  }
}
