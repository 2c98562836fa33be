package dev.eventlogger.sink.kafka;

import dev.eventlogger.event.Event;
import dev.eventlogger.sink.kafka.Topics.Obstacle;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches with a producer, and with a new one after each trouble: some troubles leave a
 * producer unusable for ever, and after a refusal it goes on trying, and logs an error each time.
 * For one thread.
 */
final class RecordWriter {

  /**
   * How many times {@code patience} a call may wait, at most, before the producer has all the
   * records: the last wait may begin just before {@link #BEFORE_THE_LAST} of them are over.
   */
  static final int LONGEST_WAITS = 3;

  private static final int BEFORE_THE_LAST = LONGEST_WAITS - 1;
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Connector connector;
  private final Records records;
  private final Topics topics;
  private final Duration patience;
  private final String where;
  private final LongSupplier clock;
  private @Nullable Producer<byte[], byte[]> producer;

  /** Makes a producer. */
  @FunctionalInterface
  interface Connector {

    /**
     * Makes a new producer.
     *
     * @throws SinkException if that is not possible now
     */
    Producer<byte[], byte[]> connect() throws SinkException;
  }

  /**
   * A writer that is not connected yet.
   *
   * @param patience how long the producer waits for a topic's metadata
   * @param where the servers, for messages
   */
  RecordWriter(Connector connector, Records records, Duration patience, String where) {
    this(connector, records, patience, where, System::nanoTime);
  }

  RecordWriter(
      Connector connector, Records records, Duration patience, String where, LongSupplier clock) {
    this.connector = connector;
    this.records = records;
    this.patience = patience;
    this.where = where;
    this.clock = clock;
    topics = new Topics(patience, clock);
  }

  /** An event and where it goes. */
  private record Addressed(Event event, String topic) {}

  /** A record that was handed to the producer. */
  private record Sent(Addressed what, Future<?> answer) {}

  Producer<byte[], byte[]> connect() throws SinkException {
    Producer<byte[], byte[]> open = producer;
    if (open == null) {
      open = connector.connect();
      producer = open;
    }
    return open;
  }

  /**
   * Writes a batch, and waits until each record is written, refused, or out of time.
   *
   * @throws Exception if none of the events is settled, saying what is to be done
   */
  DeliveryResult write(List<Event> batch) throws Exception {
    Verdicts verdicts = new Verdicts();
    List<Addressed> events = address(batch, verdicts);
    if (events.isEmpty()) {
      return verdicts.result();
    }
    Producer<byte[], byte[]> open = reconnect();
    boolean isOfUse = false;
    try {
      List<Sent> sent = send(open, events, verdicts);
      open.flush();
      for (Sent each : sent) {
        judge(each, verdicts);
      }
      isOfUse = !verdicts.areIncomplete();
    } catch (InterruptException e) {
      boolean unused = Thread.interrupted(); // Kafka sets the flag, and throws as well
      throw interrupted(e);
    } finally {
      if (!isOfUse) {
        end(Duration.ZERO);
      }
    }
    return verdicts.result();
  }

  /** Settings that are refused only now, not when the log was opened, are an obstacle. */
  private Producer<byte[], byte[]> reconnect() throws SinkException {
    try {
      return connect();
    } catch (IllegalArgumentException e) {
      throw SinkException.misconfigured(String.valueOf(e.getMessage()), null);
    }
  }

  private static InterruptedException interrupted(InterruptException cause) {
    InterruptedException interrupted = new InterruptedException("writing took too long");
    interrupted.initCause(cause);
    return interrupted;
  }

  private List<Addressed> address(List<Event> batch, Verdicts verdicts) {
    List<Addressed> events = new ArrayList<>(batch.size());
    for (Event event : batch) {
      records
          .topic(event)
          .ifPresentOrElse(
              topic -> events.add(new Addressed(event, topic)),
              () ->
                  verdicts.reject(
                      event,
                      "its topic has no legal name: 1 to 249 letters, digits or characters of"
                          + " ._-"));
    }
    return events;
  }

  private List<Sent> send(
      Producer<byte[], byte[]> open, List<Addressed> events, Verdicts verdicts) {
    long lastWait = clock.getAsLong() + patience.multipliedBy(BEFORE_THE_LAST).toNanos();
    Map<String, Obstacle> obstacles = topics.obstacles(open, topicsOf(events));
    List<Sent> sent = new ArrayList<>(events.size());
    Obstacle stop = null;
    for (Addressed each : events) {
      Obstacle obstacle = stop != null ? stop : obstacles.get(each.topic());
      if (obstacle == null) {
        obstacle = send(open, each, sent);
        if (obstacle != null) {
          obstacles.put(each.topic(), obstacle);
          stop = isOfAll(obstacle.failure(), lastWait) ? obstacle : null;
        }
      }
      if (obstacle != null) {
        retry(each, obstacle, verdicts);
      }
    }
    return sent;
  }

  private static Set<String> topicsOf(List<Addressed> events) {
    Set<String> wanted = new LinkedHashSet<>();
    events.forEach(each -> wanted.add(each.topic()));
    return wanted;
  }

  /**
   * Whether every record would fail, not only those of one topic. The producer throws for what is
   * wrong with itself, and reports everything else through the future. Without memory, each record
   * would wait in vain. And for topics that disappeared after they were checked, there is only so
   * much time.
   */
  private boolean isOfAll(Exception failure, long lastWait) {
    boolean isOfTheProducer = !(failure instanceof ExecutionException);
    boolean isLate = KafkaFailures.isOfTime(failure) && clock.getAsLong() - lastWait >= 0;
    return isOfTheProducer || isLate || KafkaFailures.isOfMemory(failure);
  }

  /**
   * Hands a record over.
   *
   * @return why it is no use sending more to its topic; null if it is
   */
  private @Nullable Obstacle send(Producer<byte[], byte[]> open, Addressed each, List<Sent> sent) {
    try {
      Future<?> answer = open.send(records.record(each.event(), each.topic()));
      Exception failure = answer.isDone() ? failure(answer) : null;
      if (failure != null && refusal(each, failure) == null) {
        return new Obstacle(each.topic(), failure);
      }
      sent.add(new Sent(each, answer));
      return null;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      return new Obstacle(each.topic(), e);
    }
  }

  private void judge(Sent sent, Verdicts verdicts) {
    Exception failure = failure(sent.answer());
    if (failure == null) {
      verdicts.deliver();
      return;
    }
    String refusal = refusal(sent.what(), failure);
    if (refusal != null) {
      verdicts.reject(sent.what().event(), refusal);
    } else {
      retry(sent.what(), new Obstacle(sent.what().topic(), failure), verdicts);
    }
  }

  /** Why an event is given up; null if it is not. */
  private @Nullable String refusal(Addressed each, Exception failure) {
    return KafkaFailures.isForWantOfAKey(failure) && records.key().isLackingIn(each.event())
        ? "its topic is compacted, and takes no record without a key; the event has none (key_by)"
        : KafkaFailures.refusal(failure, records.time());
  }

  private void retry(Addressed each, Obstacle obstacle, Verdicts verdicts) {
    SinkException why = KafkaFailures.obstacle(where, obstacle.topic(), obstacle.failure());
    verdicts.retry(each.event(), why);
  }

  /** The failure; null if there is none. */
  private static @Nullable Exception failure(Future<?> answer) {
    try {
      answer.get();
      return null;
    } catch (ExecutionException e) {
      return e;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Closes the producer. Nothing is under way then, unless a call was interrupted. */
  void close() {
    end(CLOSING);
  }

  private void end(Duration patience) {
    Producer<byte[], byte[]> ending = producer;
    producer = null;
    if (ending != null) {
      ending.close(patience);
    }
  }
}
