package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** A writer of small segments on a disk that the test controls. */
final class WrittenSegments implements AutoCloseable {

  static final int SEGMENT = 4096;

  /** The longest record that a segment holds. */
  static final int LONGEST = SEGMENT - SegmentHeader.BYTES - Frame.HEADER;

  /** Longer than any test takes. */
  static final Duration LONG = Duration.ofSeconds(50);

  final Path directory = Path.of("journal");
  final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
  final Segments segments = new Segments();
  final AtomicInteger wanted = new AtomicInteger();
  final SpareSegments spares = new SpareSegments(wanted::incrementAndGet);
  final LogRecords said = new LogRecords("dev.eventlogger.journal");
  final JournalReports reports = new JournalReports(directory);
  final SegmentWriter writer = new SegmentWriter(segments, spares, reports, SEGMENT, 7);
  private long number = 1;

  @Override
  public void close() {
    said.close();
  }

  /** Starts a thread, and returns when it waits. */
  static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    while (thread.isAlive()
        && thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  Appended append(String record, Duration patience) {
    byte[] bytes = record.getBytes(UTF_8);
    return writer.append(bytes, bytes.length, patience);
  }

  void putSpare() throws IOException {
    Path path = Segments.path(directory, number);
    DiskFile file = disk.create(path);
    spares.put(new SpareSegments.Spare(number, path, file, SEGMENT, disk.identity(path)));
    number++;
  }

  /** Sequence numbers and records of all segments, each up to where the next one begins. */
  List<String> read() throws IOException {
    List<String> records = new ArrayList<>();
    for (Segment segment : segments.all()) {
      Segment after = segments.after(segment);
      long ceiling = after == null ? Long.MAX_VALUE : after.first();
      SegmentReader reader =
          new SegmentReader(disk.openToRead(segment.path()), segment.first(), ceiling);
      while (reader.advance(segment.end())) {
        String text = new String(reader.bytes(), reader.offset(), reader.length(), UTF_8);
        records.add(reader.sequence() + " " + text);
      }
      assertThat(reader.hasSkipped()).isFalse();
    }
    assertThat(LongStream.rangeClosed(7, writer.accepted()).count()).isEqualTo(records.size());
    return records;
  }
}
