package dev.eventlogger.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.journal.Appended;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** Appending a record to a journal that is synced periodically, while another thread reads it. */
@State(Scope.Benchmark)
public class JournalBenchmark {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SEGMENT_BYTES = 64 * 1024 * 1024;

  private final byte[] record =
      Event.of(EventDraft.of(EventType.CLICK).uid("42").data(new Prepared().next()))
          .toJson()
          .getBytes(UTF_8);
  private Path folder = Path.of("");
  private Journal journal;
  private Thread reader;
  private volatile boolean isOver;

  /** Created by JMH. */
  @SuppressWarnings("NullAway.Init") // see open
  public JournalBenchmark() {}

  /** Opens a journal, and begins to read it. */
  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "journal");
    journal =
        Journal.open(
            new JournalSettings(
                folder, Sync.INTERVAL, Duration.ofMillis(500), 16L * SEGMENT_BYTES, SEGMENT_BYTES));
    reader = new Thread(this::read);
    reader.start();
  }

  private void read() {
    long delivered = 0;
    try {
      while (!isOver) {
        List<Event> events = journal.read(500, 1024 * 1024, Event::ofCanonical);
        delivered += events.size();
        journal.settle(delivered, 0);
        if (events.isEmpty()) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closes and deletes the journal. */
  @TearDown
  public void close() throws IOException, InterruptedException {
    isOver = true;
    reader.join();
    journal.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** By one thread. */
  @Benchmark
  public Appended append() {
    return journal.append(record, record.length, PATIENCE);
  }

  /** By two threads. */
  @Benchmark
  @Threads(2)
  public Appended appendByTwo() {
    return journal.append(record, record.length, PATIENCE);
  }
}
