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
 * Which topics can be written to now. Each is checked once a batch, since a record sent to a
 * missing topic would wait just as long, and so would the next one. For one thread.
 */
final class Topics {

  private final long patienceNanos;
  private final LongSupplier clock;
  // The topics of the last batch: those that were not checked come before those that were.
  private Map<String, Standing> known = Map.of();

  /**
   * Nothing is checked yet.
   *
   * @param patience how long checking all topics of a batch may take, not counting the last wait
   * @param clock nanoseconds, as of {@link System#nanoTime}
   */
  Topics(Duration patience, LongSupplier clock) {
    patienceNanos = patience.toNanos();
    this.clock = clock;
  }

  /** What is known of a topic so far; topics are checked in the order of these constants. */
  private enum Standing {
    /** It was there. */
    THERE,
    /** There was no time left to check it. */
    LEFT_OUT,
    /** Not seen in the last batch. */
    NEW,
    /** It was checked, and was waited for in vain. */
    MISSING
  }

  /**
   * What keeps records from a topic.
   *
   * @param topic the topic with the failure: another one, if checking that took all the time
   */
  record Obstacle(String topic, Exception failure) {}

  /**
   * Checks topics. Those that were missing before come last, the one checked longest ago first, so
   * that they hold up no other topic, and none of them holds up another for ever.
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

  /** Checks a topic; null if it can be written to. */
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
    ordered.sort(comparing(this::standing)); // a stable sort
    return ordered;
  }

  private Standing standing(String topic) {
    return known.getOrDefault(topic, Standing.NEW);
  }
}
