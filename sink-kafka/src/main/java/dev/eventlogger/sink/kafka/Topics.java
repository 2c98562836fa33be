package dev.eventlogger.sink.kafka;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNullElseGet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Which topics can be written to now. Each is asked for once a batch, since sending a record to a
 * topic that is missing would wait as long, and so would the next one. For one thread.
 */
final class Topics {

  private final long patienceNanos;
  private final LongSupplier clock;
  // Of the last batch's topics, those that were not asked for before those that were.
  private Map<String, Standing> known = Map.of();

  /**
   * None asked for yet.
   *
   * @param patience how long it may take to ask for all topics of a batch, but for the last
   * @param clock nanoseconds, as {@link System#nanoTime} has them
   */
  Topics(Duration patience, LongSupplier clock) {
    patienceNanos = patience.toNanos();
    this.clock = clock;
  }

  /** What was found out of a topic so far; what is first here is asked for first. */
  private enum Standing {
    /** It was there. */
    THERE,
    /** There was no time left to ask for it. */
    LEFT_OUT,
    /** Not seen in the last batch. */
    NEW,
    /** It was asked for, and waiting for it was in vain. */
    MISSING
  }

  /**
   * What keeps records from a topic.
   *
   * @param topic of which this is so: another one, if that took the time to ask for this one
   */
  record Obstacle(String topic, Exception failure) {}

  /**
   * Asks for topics. Those that were missing before come last, the one that was asked for longest
   * ago first, so that they hold up no other, and none of them another for ever.
   */
  Map<String, Obstacle> obstacles(Producer<?, ?> producer, Collection<String> topics) {
    Map<String, Obstacle> obstacles = new HashMap<>();
    Map<String, Standing> leftOut = new LinkedHashMap<>();
    Map<String, Standing> asked = new LinkedHashMap<>();
    Obstacle last = null;
    long begun = clock.getAsLong();
    for (String topic : inOrder(topics)) {
      if (clock.getAsLong() - begun >= patienceNanos) {
        leftOut.put(
            topic, standing(topic) == Standing.MISSING ? Standing.MISSING : Standing.LEFT_OUT);
        obstacles.put(topic, requireNonNullElseGet(last, () -> noTimeFor(topic)));
        continue;
      }
      Exception failure = ask(producer, topic);
      asked.put(topic, failure == null ? Standing.THERE : Standing.MISSING);
      if (failure != null) {
        last = new Obstacle(topic, failure);
        obstacles.put(topic, last);
      }
    }
    leftOut.putAll(asked);
    known = leftOut;
    return obstacles;
  }

  private static Obstacle noTimeFor(String topic) {
    return new Obstacle(topic, new TimeoutException("not asked for"));
  }

  /** Null if it can be written to. */
  private static @Nullable Exception ask(Producer<?, ?> producer, String topic) {
    try {
      return producer.partitionsFor(topic).isEmpty() ? new TimeoutException("no partitions") : null;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      return e;
    }
  }

  private List<String> inOrder(Collection<String> topics) {
    Set<String> all = new LinkedHashSet<>(known.keySet());
    all.retainAll(topics);
    all.addAll(topics);
    List<String> ordered = new ArrayList<>(all);
    ordered.sort(comparing(this::standing)); // which leaves equals as they are
    return ordered;
  }

  private Standing standing(String topic) {
    return known.getOrDefault(topic, Standing.NEW);
  }
}
