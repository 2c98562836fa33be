package dev.eventlogger.server.reading;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.QueryCancelledException;
import dev.eventlogger.query.StoreCatalog;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The logs whose events can be read, each through the store of its sink. A store is opened when it
 * is first asked, and tried again if that failed, so that a destination that is down does not keep
 * the server from starting. Thread-safe.
 */
public final class ReadableLogs implements AutoCloseable {

  private final Map<String, ReadableLog> logs;
  private final List<String> unreadable;
  private final @Nullable String usual;

  private ReadableLogs(
      Map<String, ReadableLog> logs, List<String> unreadable, @Nullable String usual) {
    this.logs = logs;
    this.unreadable = unreadable;
    this.usual = usual != null ? usual : logs.keySet().stream().findFirst().orElse(null);
  }

  /** The logs of a configuration that can be read. */
  public static ReadableLogs of(List<LogConfig> all, StoreCatalog stores) {
    Map<String, ReadableLog> logs = new LinkedHashMap<>();
    List<String> unreadable = new ArrayList<>();
    for (LogConfig log : all) {
      if (stores.has(log)) {
        logs.put(log.name(), new ReadableLog(() -> stores.open(log), log.name()));
      } else {
        unreadable.add(log.name());
      }
    }
    return new ReadableLogs(logs, unreadable, null);
  }

  /**
   * One log, with a store that is already open.
   *
   * @param name the name of the log
   * @param store closed with the server
   */
  public static ReadableLogs of(String name, EventStore store) {
    return of(name, () -> store);
  }

  static ReadableLogs of(String name, Opening opening) {
    return new ReadableLogs(Map.of(name, new ReadableLog(opening, name)), List.of(), null);
  }

  /** No log can be read. */
  public static ReadableLogs none() {
    return new ReadableLogs(Map.of(), List.of(), null);
  }

  /**
   * The same logs with another default.
   *
   * @param name the log for questions that name none; null for the first
   * @throws IllegalArgumentException if there is no such log, or it cannot be read
   */
  public ReadableLogs usually(@Nullable String name) {
    if (name != null && !logs.containsKey(name)) {
      throw new IllegalArgumentException("read_log: " + problem(name));
    }
    return new ReadableLogs(logs, unreadable, name);
  }

  /** Their names, in the order of the configuration. */
  public List<String> names() {
    return List.copyOf(logs.keySet());
  }

  /**
   * The log that a question is about.
   *
   * @param name the name in the question; null for the default log
   * @throws IllegalArgumentException if there is no such log, or it cannot be read
   */
  public String named(@Nullable String name) {
    if (name != null && !logs.containsKey(name)) {
      throw new IllegalArgumentException("log: " + problem(name));
    }
    String wanted = name == null ? usual : name;
    if (wanted == null) {
      throw new IllegalArgumentException(
          "no log here can be read: none has a sink with a store, such as db");
    }
    return wanted;
  }

  /**
   * The store of a log that {@link #named} has found.
   *
   * @param cancellation cancels waiting; a store that is still being opened serves the next
   *     question
   * @throws StoreException if the store cannot be opened
   * @throws QueryCancelledException if opening takes longer than the question may
   */
  public EventStore store(String name, Cancellation cancellation) {
    return log(name).store(cancellation);
  }

  private ReadableLog log(String name) {
    return requireNonNull(logs.get(name), "a log that can be read");
  }

  private String problem(String name) {
    if (unreadable.contains(name)) {
      return "the events of this log cannot be read, for its sink has no store";
    }
    return "there is no such log"
        + Suggestions.didYouMean(name, names())
        + " (can be read: "
        + String.join(", ", names())
        + ")";
  }

  @Override
  public void close() {
    logs.values().forEach(ReadableLog::close);
  }

  /** Opens a store, which takes as long as the destination does. */
  interface Opening {
    EventStore open() throws Exception;
  }

  /** One log. Its store is opened in a thread of its own, since that may take long. Thread-safe. */
  private static final class ReadableLog {

    private final Opening opening;
    private final String name;
    private @Nullable CompletableFuture<EventStore> store;
    private boolean isClosed;

    ReadableLog(Opening opening, String name) {
      this.opening = opening;
      this.name = name;
    }

    EventStore store(Cancellation cancellation) {
      CompletableFuture<EventStore> waiting = opened().copy();
      return cancellation.run(() -> waiting.cancel(false), () -> await(waiting));
    }

    private static EventStore await(CompletableFuture<EventStore> store) {
      try {
        return store.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof StoreException failure
            ? new StoreException(String.valueOf(failure.getMessage()), failure)
            : e;
      }
    }

    private synchronized CompletableFuture<EventStore> opened() {
      if (isClosed) {
        throw new StoreException("the server is stopping", null);
      }
      if (store == null || store.isCompletedExceptionally()) {
        store = CompletableFuture.supplyAsync(this::open, this::inThread);
      }
      return store;
    }

    private void inThread(Runnable work) {
      Thread thread = new Thread(work, "event-logger-store-" + name);
      thread.setDaemon(true);
      thread.start();
    }

    private EventStore open() {
      try {
        return opening.open();
      } catch (StoreException | ConfigException e) {
        throw new StoreException(String.valueOf(e.getMessage()), e);
      } catch (Exception e) {
        throw new StoreException(
            "the store of log " + name + " cannot be opened: " + FailureWords.of(e), e);
      }
    }

    /** Closes a store that is still being opened as soon as it is open. */
    synchronized void close() {
      isClosed = true;
      if (store != null) {
        var unused = store.thenAccept(EventStore::close);
        store = null;
      }
    }
  }
}
