package dev.eventlogger.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The order in which topics are checked, if a missing one takes all the time there is. */
final class TopicsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<String> asked = new ArrayList<>();
  private final Set<String> missing = new HashSet<>();
  private long now;
  private final Topics topics = new Topics(PATIENCE, () -> now);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
          asked.add(topic);
          if (missing.contains(topic)) {
            now += PATIENCE.toNanos();
            throw new TimeoutException("not present in metadata");
          }
          return List.of(new PartitionInfo(topic, 0, null, null, null));
        }
      };

  private Set<String> obstacles(String... wanted) {
    asked.clear();
    return topics.obstacles(producer, List.of(wanted)).keySet();
  }

  @Test
  void asksNextTimeForWhatItHadNoTimeToAskFor() {
    // Each pair in both orders: the result must not depend on how names are hashed.
    for (String bad : List.of("events-click", "events-view")) {
      String good = bad.equals("events-click") ? "events-view" : "events-click";
      missing.clear();
      missing.add(bad);
      Topics fresh = new Topics(PATIENCE, () -> now);

      assertThat(fresh.obstacles(producer, List.of(bad, good))).containsOnlyKeys(bad, good);
      assertThat(fresh.obstacles(producer, List.of(bad, good))).containsOnlyKeys(bad);
    }
  }

  @Test
  void asksForThoseThatAreThereFirstAndForThoseThatWereMissingLast() {
    missing.add("b");
    assertThat(obstacles("a", "b")).containsOnly("b");

    assertThat(obstacles("b", "c", "a")).containsOnly("b");
    assertThat(asked).containsExactly("a", "c", "b");
  }

  @Test
  void takesTurnsWithThoseThatAreMissing() {
    missing.addAll(List.of("a", "b", "c"));
    List<String> inTurn = new ArrayList<>();
    for (int batch = 0; batch < 6; batch++) {
      obstacles("a", "b", "c");
      inTurn.addAll(asked);
    }

    assertThat(inTurn).containsExactly("a", "b", "c", "a", "b", "c");
  }

  @Test
  void findsATopicThatHasComeThoughOthersAreMissing() {
    missing.addAll(List.of("a", "b", "c"));
    for (int batch = 0; batch < 3; batch++) {
      obstacles("a", "b", "c");
    }
    missing.remove("c");

    Set<String> waiting = Set.of("a", "b", "c");
    for (int batch = 0; batch < 3 && waiting.contains("c"); batch++) {
      waiting = obstacles("a", "b", "c");
    }
    assertThat(waiting).containsOnly("a", "b");
    assertThat(obstacles("a", "b", "c")).containsOnly("a", "b");
  }

  @Test
  void saysOfATopicItDidNotAskForWhichOneTookTheTime() {
    missing.add("bad");

    assertThat(topics.obstacles(producer, List.of("bad", "good")).get("good"))
        .extracting(Topics.Obstacle::topic)
        .isEqualTo("bad");
  }
}
