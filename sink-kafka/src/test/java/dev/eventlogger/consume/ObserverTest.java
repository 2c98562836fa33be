package dev.eventlogger.consume;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ObserverTest {

  private final AtomicLong now = new AtomicLong();
  private final Troubles troubles = new Troubles("group");
  private final Silent consumer = new Silent();
  private final Partitions partitions =
      new Partitions(
          new Flights(null, troubles),
          new Commits(consumer, Duration.ofSeconds(1), troubles, now::get),
          Duration.ZERO);
  private final Observer observer =
      new Observer(consumer, partitions, MockTopic.NAME, troubles, now::get);

  /** Brokers that answer either no question or all. */
  private static final class Silent extends MockConsumer<byte[], byte[]> {
    private boolean isAway = true;
    private int questions;

    Silent() {
      super("none");
      assign(List.of(MockTopic.PARTITION));
      updateEndOffsets(Map.of(MockTopic.PARTITION, 0L));
      seek(MockTopic.PARTITION, 0);
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
        Collection<TopicPartition> asked, Duration timeout) {
      questions++;
      if (isAway) {
        throw new TimeoutException("no answer");
      }
      return super.endOffsets(asked, timeout);
    }
  }

  private void lookEachSecondFor(int seconds) {
    for (int i = 0; i < seconds; i++) {
      observer.lookIfDue(false, false, found -> ConsumerLoop.NOTHING);
      now.addAndGet(Duration.ofSeconds(1).toNanos());
    }
  }

  @Test
  void saysThatTheBrokersAreAwayUntilTheyAnswer() {
    partitions.begin(MockTopic.PARTITION);

    lookEachSecondFor(15);
    assertThat(troubles.current()).isNull();
    lookEachSecondFor(15);
    assertThat(troubles.current())
        .isEqualTo("the brokers do not answer: TimeoutException: no answer");

    consumer.isAway = false;
    lookEachSecondFor(15);
    assertThat(troubles.current()).isNull();
  }

  @Test
  void saysItOfOneThatHasNoPartitionsToo() {
    lookEachSecondFor(30);

    assertThat(troubles.current()).startsWith("the brokers do not answer");
  }

  @Test
  void asksNothingWhileRecordsCome() {
    partitions.begin(MockTopic.PARTITION);
    for (int i = 0; i < 60; i++) {
      requireNonNull(partitions.get(MockTopic.PARTITION)).given(i, i + 1);
      lookEachSecondFor(1);
    }

    assertThat(consumer.questions).isZero();
  }
}
