package dev.eventlogger.consume;

import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a consumer from making progress: logged once when it begins and once when it is over,
 * however often it occurs. Thread-safe.
 */
final class Troubles {

  static final String BURYING = "dead letters";
  static final String READING = "reading";
  static final String ANSWERING = "the brokers";
  static final String COMMITTING = "committing";

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.consume");

  private final String group;
  private final Map<String, String> current = new LinkedHashMap<>();

  Troubles(String group) {
    this.group = group;
  }

  /** Reports that something fails. */
  void report(String what, String words, Throwable failure) {
    String line = words + ": " + words(failure);
    boolean isNew;
    synchronized (this) {
      isNew = !line.equals(current.put(what, line));
    }
    if (isNew) {
      LOG.log(Level.WARNING, "group " + group + ": " + line, FailureWords.shown(failure));
    }
  }

  /** Reports that something works, which is logged if it failed before. */
  void over(String what) {
    String before;
    synchronized (this) {
      before = current.remove(what);
    }
    if (before != null) {
      LOG.log(Level.INFO, "group " + group + ": " + what + ": works again");
    }
  }

  /** Logs something worth knowing that is no failure. */
  void note(String words) {
    LOG.log(Level.WARNING, "group " + group + ": " + words);
  }

  /** What stands in the way now; null if nothing does. */
  synchronized @Nullable String current() {
    return current.isEmpty() ? null : String.join("; ", current.values());
  }

  /** The words of a failure: Kafka's name topics, groups and brokers, and quote no record. */
  static String words(Throwable failure) {
    if (failure instanceof KafkaException && failure.getMessage() != null) {
      return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
    return failure instanceof IOException ? String.valueOf(failure) : FailureWords.of(failure);
  }
}
