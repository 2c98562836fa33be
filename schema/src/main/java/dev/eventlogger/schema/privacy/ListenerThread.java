package dev.eventlogger.schema.privacy;

import dev.eventlogger.event.SchemaRef;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A listener and its thread, which exists only while there is something to tell it. */
final class ListenerThread {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.schema");
  private static final int IDLE_SECONDS = 10;

  private final Listeners.Stage stage;
  private final @Nullable String schemaId;
  private final EventListener listener;
  private final LongAdder missed;
  private final LongAdder failed;
  private final AtomicBoolean saidMissed = new AtomicBoolean();
  private final AtomicBoolean saidFailed = new AtomicBoolean();
  private final ThreadPoolExecutor executor;

  ListenerThread(
      Listeners.Stage stage,
      @Nullable String schemaId,
      EventListener listener,
      int queueEvents,
      LongAdder missed,
      LongAdder failed) {
    this.stage = stage;
    this.schemaId = schemaId;
    this.listener = listener;
    this.missed = missed;
    this.failed = failed;
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queueEvents),
            this::thread,
            (task, full) -> missed("it is too slow, or closed"));
    executor.allowCoreThreadTimeOut(true);
  }

  boolean isOf(EventListener other) {
    return listener.equals(other);
  }

  boolean wants(Listeners.Stage at, SchemaRef schema) {
    return stage == at && (schemaId == null || schemaId.equals(schema.id()));
  }

  void offer(SchemaRef schema, Map<String, ?> data) {
    try {
      Map<String, ?> copy = DataCopy.of(data);
      executor.execute(() -> tell(schema, copy));
    } catch (DataCopy.UncopiedException | RuntimeException | StackOverflowError e) {
      missed("an event could not be copied");
    } catch (OutOfMemoryError e) {
      missed("there is no memory or thread left");
    }
  }

  /** Accepts no more events. */
  void end() {
    executor.shutdown();
  }

  /** Waits for what is left, for at most this long. */
  void close(long nanos) {
    boolean interrupted = false;
    long begun = System.nanoTime();
    long left = nanos;
    boolean isDone = false;
    do {
      try {
        isDone = executor.awaitTermination(Math.max(0, left), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true; // which is no reason to lose what waits
      }
      left = nanos - (System.nanoTime() - begun);
    } while (!isDone && left > 0);
    if (!isDone) {
      missed.add(executor.shutdownNow().size());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "event-logger-listener");
    thread.setDaemon(true);
    return thread;
  }

  private void tell(SchemaRef schema, Map<String, ?> data) {
    try {
      listener.onEvent(schema, data);
    } catch (Throwable e) {
      failed.increment();
      if (saidFailed.compareAndSet(false, true)) {
        LOG.log(
            Level.WARNING,
            "listener " + name() + " threw " + ApplicationFailures.describe(e) + "; said once");
      }
    }
  }

  private void missed(String why) {
    missed.increment();
    if (saidMissed.compareAndSet(false, true)) {
      LOG.log(Level.WARNING, "listener " + name() + " misses events: " + why + "; said once");
    }
  }

  private String name() {
    return listener.getClass().getName();
  }
}
