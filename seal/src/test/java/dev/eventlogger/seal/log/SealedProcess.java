package dev.eventlogger.seal.log;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.EventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A process that logs to a sealed log until somebody kills it. Prints how far it is. */
final class SealedProcess {

  static final Map<String, ?> SEAL = Map.of("events", 40, "interval", "20ms", "heartbeat", "50ms");
  static final Map<String, ?> DELIVERY =
      Map.of(
          "batch_size", 20, "linger", "2ms", "segment_bytes", 8 << 20, "journal_bytes", 64 << 20);

  // Many events would make a test longer, but no more likely to be killed at a critical moment.
  private static final long PAUSE_NANOS = 300_000;

  private SealedProcess() {}

  /** Takes the directory, and the milliseconds until it closes by itself. */
  public static void main(String[] args) {
    say("opening");
    try (EventLogger events = Sealed.open(Path.of(args[0]), SEAL, DELIVERY)) {
      say("opened");
      Thread second = new Thread(() -> log(events));
      second.setDaemon(true);
      second.start();
      long end = System.nanoTime() + Duration.ofMillis(Long.parseLong(args[1])).toNanos();
      while (System.nanoTime() < end) {
        log(events, 1);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      say("closing");
    }
    say("closed");
  }

  private static void log(EventLogger events) {
    while (true) {
      log(events, 10);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static void log(EventLogger events, int count) {
    for (int i = 0; i < count; i++) {
      events.log("ada", EventType.CLICK, Map.of("number", i, "text", "x".repeat(i)));
    }
  }

  private static void say(String word) {
    System.out.println(word);
    System.out.flush();
  }
}
