package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.json;
import static dev.eventlogger.delivery.TestEvents.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Callers run out of stack at any point of a call. Runs in a separate JVM, since what they break
 * there would stay broken for all other tests.
 */
@Timeout(600)
class DeepStackTest {

  private static final int LOOPS = Boolean.getBoolean("eventlogger.long") ? 1000 : 20;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "memory, -XX:+UseSerialGC",
    "journal, -XX:+UseSerialGC",
    "memory, -Xint",
    "journal, -Xint",
    "memory, -XX:TieredStopAtLevel=1",
    "journal, -XX:TieredStopAtLevel=1",
    "journal, -XX:-TieredCompilation"
  })
  void noThreadIsShutOutByOneThatRanOutOfStack(String kind, String option) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                // Recording long stack traces would take most of the time.
                "-XX:MaxJavaStackTraceDepth=4",
                "-cp",
                System.getProperty("java.class.path"),
                Callers.class.getName(),
                kind,
                directory.toString(),
                Integer.toString(LOOPS))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("refused deep in the stack");
  }

  /** A process whose threads log while they run out of stack, and afterwards. */
  static final class Callers {

    private static final int THREADS = 4;
    private static final int WAIT_SECONDS = 120;

    private final EventQueue queue;
    private final byte[] event = json("deep");
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong overflows = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private volatile boolean stopped;

    private Callers(EventQueue queue) {
      this.queue = queue;
    }

    /** Takes the kind of queue, a directory, and how many times each thread runs out of stack. */
    public static void main(String[] args) throws Exception {
      DeliverySettings settings =
          settings(1_000_000, 500, Duration.ofMillis(1), OnFull.block(Duration.ofSeconds(20)));
      EventQueue queue =
          args[0].equals("memory")
              ? new MemoryQueue(settings)
              : new JournalQueue(journal(Path.of(args[1])), settings, new LogCounts());
      Callers callers = new Callers(queue);
      int loops = Integer.parseInt(args[2]);
      // The code is interpreted at first, and compiled later.
      for (int i = 0; i < 4; i++) {
        callers.runOutOfStack(loops);
        callers.logFromManyThreads();
      }
      System.out.println(callers.overflows + " refused deep in the stack");
      System.exit(callers.isComplete() ? 0 : 1);
    }

    private static Journal journal(Path directory) throws Exception {
      return Journal.open(
          new JournalSettings(
              directory.resolve("log"), Sync.INTERVAL, Duration.ofMillis(10), 1L << 30, 64 * 1024));
    }

    private void runOutOfStack(int loops) throws InterruptedException {
      Thread delivery = new Thread(this::deliver);
      delivery.setDaemon(true);
      delivery.start();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        // Stacks of different sizes end at different points.
        int size = 128 * 1024 + i * 8 * 1024 + 256 * i;
        Thread thread = new Thread(null, () -> overflow(loops), "deep-" + i, size);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(WAIT_SECONDS));
        requireEnded(thread);
      }
      stopped = true;
      delivery.join(TimeUnit.SECONDS.toMillis(WAIT_SECONDS));
      requireEnded(delivery);
      stopped = false;
    }

    private void overflow(int loops) {
      for (int i = 0; i < loops; i++) {
        try {
          goDown(i % 7);
        } catch (StackOverflowError e) {
          overflows.incrementAndGet();
        }
      }
    }

    /** Logs from catch blocks, beginning as near to the end of the stack as possible. */
    private int goDown(int depth) {
      if (depth == Integer.MAX_VALUE) {
        return depth; // never reached
      }
      int deepest = depth;
      try {
        deepest = goDown(depth + 1);
      } catch (StackOverflowError e) {
        log();
        throw e;
      }
      return deepest;
    }

    private void log() {
      if (queue.offer(event, event.length) == null) {
        accepted.incrementAndGet();
      }
    }

    private void deliver() {
      try {
        while (!stopped) {
          if (queue.flush(Duration.ZERO)) {
            Thread.onSpinWait();
          } else {
            delivered.addAndGet(queue.take().size());
            queue.settle();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void logFromManyThreads() throws InterruptedException {
      CountDownLatch logged = new CountDownLatch(2 * THREADS);
      for (int i = 0; i < 2 * THREADS; i++) {
        Thread thread =
            new Thread(
                () -> {
                  log();
                  logged.countDown();
                });
        thread.setDaemon(true);
        thread.start();
      }
      if (!logged.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(logged.getCount() + " threads log no more");
      }
    }

    private static void requireEnded(Thread thread) {
      if (thread.isAlive()) {
        throw new AssertionError(thread.getName() + " hangs: " + List.of(thread.getStackTrace()));
      }
    }

    /**
     * Whether everything that was accepted comes out; events whose call ran out of stack afterwards
     * may come too.
     */
    private boolean isComplete() throws InterruptedException {
      queue.close();
      for (List<Event> batch = queue.take(); batch != null; batch = queue.take()) {
        delivered.addAndGet(batch.size());
        queue.settle();
      }
      System.out.println("accepted " + accepted + ", delivered " + delivered);
      return delivered.get() >= accepted.get() && queue.accepted() == delivered.get();
    }
  }
}
