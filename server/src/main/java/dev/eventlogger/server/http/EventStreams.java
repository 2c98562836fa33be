package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.Answer;
import dev.eventlogger.formats.dialect.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The event streams that are open. Thread-safe. */
final class EventStreams {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  // X-Accel-Buffering is for nginx, which would hold frames back until its buffer is full.
  private static final Answer HEAD =
      new Answer(
          200,
          "text/event-stream",
          new byte[0],
          Map.of("Cache-Control", "no-store", "X-Accel-Buffering", "no"));

  private final int most;
  private final Duration pause;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private long lastPing = System.nanoTime();
  private volatile boolean isClosed;

  EventStreams(LimitSettings limits) {
    most = limits.websockets();
    Duration half = limits.idleTimeout().dividedBy(2);
    pause = half.compareTo(LONGEST_PAUSE) < 0 ? half : LONGEST_PAUSE;
  }

  /**
   * Answers with an event stream, or that there are too many.
   *
   * @param isAllowed whether the client may still read; asked periodically
   * @param opened takes the stream, and returns what to run when it is closed
   */
  void open(Exchange exchange, BooleanSupplier isAllowed, Function<EventStream, Runnable> opened) {
    boolean hasRoom = count.incrementAndGet() <= most;
    if (isClosed || !hasRoom) {
      count.decrementAndGet();
      exchange.refuse(new Refusal(503, "there are too many subscriptions", Duration.ofSeconds(30)));
      return;
    }
    exchange.begin(HEAD);
    EventStream stream = new EventStream(exchange.response(), exchange.callback(), isAllowed);
    open.add(stream);
    stream.onClose(
        () -> {
          open.remove(stream);
          count.decrementAndGet();
        });
    stream.onClose(opened.apply(stream));
    stream.ping(); // sends the head, so that the client knows that it is connected
  }

  /** Keeps connections alive, and finds dead ones. Called periodically, by one thread. */
  void pingIfDue() {
    if (System.nanoTime() - lastPing > pause.toNanos()) {
      lastPing = System.nanoTime();
      for (EventStream stream : open) {
        pingOrCut(stream);
      }
    }
  }

  /** Checking whether the client may still read may involve more than memory, and may fail. */
  private static void pingOrCut(EventStream stream) {
    try {
      stream.ping();
    } catch (RuntimeException e) {
      stream.close();
    }
  }

  /** Ends all streams, and opens no more. */
  void close() {
    isClosed = true;
    open.forEach(EventStream::close);
  }

  int count() {
    return count.get();
  }
}
