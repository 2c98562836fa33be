package dev.eventlogger.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that appends to a journal with four threads, and settles some of it, until somebody
 * kills it. Prints what was acknowledged and what was delivered.
 */
final class KilledProcess {

  private static final int THREADS = 4;

  private KilledProcess() {}

  /**
   * Takes the journal's directory, the number of the first record to append, the milliseconds until
   * it closes by itself, whether it settles records before it reports them as delivered, and what
   * an accepted record survives.
   */
  public static void main(String[] args) throws Exception {
    JournalSettings settings = settings(Path.of(args[0]), Sync.valueOf(args[4]));
    AtomicLong next = new AtomicLong(Long.parseLong(args[1]));
    say("opening\n");
    Journal journal = Journal.open(settings);
    say("opened\n");
    for (int i = 0; i < THREADS; i++) {
      Thread caller = new Thread(() -> append(journal, next));
      caller.setDaemon(true);
      caller.start();
    }
    long end = System.nanoTime() + Duration.ofMillis(Long.parseLong(args[2])).toNanos();
    boolean settlesEarly = Boolean.parseBoolean(args[3]);
    while (System.nanoTime() < end) {
      deliver(journal, settlesEarly);
    }
    // Often it is killed before this, and sometimes during it.
    say("closing\n");
    journal.close();
    say("closed\n");
  }

  static JournalSettings settings(Path directory, Sync sync) {
    return new JournalSettings(directory, sync, Duration.ofMillis(5), 4 << 20, 32 * 1024);
  }

  private static void append(Journal journal, AtomicLong next) {
    Appended outcome = Appended.WRITTEN;
    while (outcome != Appended.CLOSED) {
      long number = next.getAndIncrement();
      byte[] record = Journals.record(number);
      outcome = journal.append(record, record.length, Duration.ofSeconds(5));
      if (outcome == Appended.WRITTEN) {
        say("a " + number + "\n");
      }
    }
  }

  private static void deliver(Journal journal, boolean settlesEarly) throws IOException {
    var events = journal.read(50, 100_000, Journals.TEXT);
    if (settlesEarly) {
      Journals.settle(journal, events.size());
      // A slow sink.
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append("d ").append(Journals.number(event)).append('\n'));
    say(lines.toString());
    if (!settlesEarly) {
      Journals.settle(journal, events.size());
    }
  }

  /** Prints in one write, so that a line is whole or absent, unless the pipe cuts it. */
  private static void say(String lines) {
    PrintStream out = System.out;
    synchronized (out) {
      out.print(lines);
      out.flush();
    }
  }
}
