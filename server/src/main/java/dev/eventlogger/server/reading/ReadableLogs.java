package dev.eventlogger.server.reading;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.StoreCatalog;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The logs whose events can be read, each by the store of its sink. A store is opened when it is
 * first asked, and again after it could not be, so that a destination that is down keeps no server
 * from starting. Thread-safe.
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

  /** Those logs of a configuration that can be read. */
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
   * The log that a store reads, which is open.
   *
   * @param name of the log
   * @param store closed with the server
   */
  public static ReadableLogs of(String name, EventStore store) {
    return new ReadableLogs(Map.of(name, new ReadableLog(() -> store, name)), List.of(), null);
  }

  /** No log can be read. */
  public static ReadableLogs none() {
    return new ReadableLogs(Map.of(), List.of(), null);
  }

  /**
   * The same logs.
   *
   * @param name the one that is meant where a question names none; null for the first
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
   * @param name as the question names it; null for the usual one
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
   * @throws StoreException if the store cannot be opened
   */
  public EventStore store(String name) {
    return log(name).store();
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

  private interface Opening {
    EventStore open() throws Exception;
  }

  /** One of them. */
  private static final class ReadableLog {

    private final Opening opening;
    private final String name;
    private @Nullable EventStore store;
    private boolean isClosed;

    ReadableLog(Opening opening, String name) {
      this.opening = opening;
      this.name = name;
    }

    synchronized EventStore store() {
      if (isClosed) {
        throw new StoreException("the server is stopping", null);
      }
      if (store == null) {
        store = open();
      }
      return store;
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

    synchronized void close() {
      isClosed = true;
      if (store != null) {
        store.close();
        store = null;
      }
    }
  }
}
