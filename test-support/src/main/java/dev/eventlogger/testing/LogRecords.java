package dev.eventlogger.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Collects what is logged through System.Logger, which is java.util.logging in tests, until it is
 * closed.
 */
public final class LogRecords extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final StringWriter all = new StringWriter();

  /** Listens to a logger and its children. */
  public LogRecords(String name) {
    logger = Logger.getLogger(name);
    logger.addHandler(this);
    setLevel(Level.ALL);
  }

  /** The messages so far. */
  public List<String> messages() {
    return messages;
  }

  /** Everything that a log could show of the messages, including stack traces. */
  @Override
  public String toString() {
    return messages + all.toString();
  }

  @Override
  public synchronized void publish(LogRecord record) {
    messages.add(new SimpleFormatter().formatMessage(record));
    if (record.getThrown() != null) {
      record.getThrown().printStackTrace(new PrintWriter(all, true));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
