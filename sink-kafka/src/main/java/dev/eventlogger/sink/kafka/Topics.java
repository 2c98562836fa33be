package dev.eventlogger.sink.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Which topics can be written to now. Each is asked for once a batch, since sending a record to a
 * topic that is missing would wait as long, and so would the next one. For one thread.
 */
final class Topics {

  private final long patienceNanos;
  private Set<String> missing = Set.of();

  /**
   * None asked for yet.
   *
   * @param patience how long it may take to ask for all topics of a batch, but for the last
   */
  Topics(Duration patience) {
    patienceNanos = patience.toNanos();
  }

  /** Asks for topics; those that were missing before come last, so that they hold up no other. */
  Map<String, Exception> obstacles(Producer<?, ?> producer, Collection<String> topics) {
    Map<String, Exception> obstacles = new HashMap<>();
    long begun = System.nanoTime();
    for (String topic : inOrder(topics)) {
      if (System.nanoTime() - begun >= patienceNanos) {
        obstacles.put(topic, new TimeoutException("not asked for"));
        continue;
      }
      try {
        if (producer.partitionsFor(topic).isEmpty()) {
          obstacles.put(topic, new TimeoutException("no partitions"));
        }
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException | IllegalStateException e) {
        obstacles.put(topic, e);
      }
    }
    missing = Set.copyOf(obstacles.keySet());
    return obstacles;
  }

  private List<String> inOrder(Collection<String> topics) {
    List<String> ordered = new ArrayList<>(topics);
    ordered.removeAll(missing);
    Set<String> last = new HashSet<>(missing);
    last.retainAll(topics);
    ordered.addAll(last);
    return ordered;
  }
}
