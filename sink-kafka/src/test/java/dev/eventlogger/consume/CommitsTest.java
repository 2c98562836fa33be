package dev.eventlogger.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class CommitsTest {

  private static final TopicPartition PARTITION = new TopicPartition("events", 0);

  private final Troubles troubles = new Troubles("group");
  private final AtomicLong now = new AtomicLong();
  private final FailingConsumer consumer = new FailingConsumer();
  private final Commits commits = new Commits(consumer, Duration.ofMillis(1), troubles, now::get);

  /** Commits, unless it is told to fail. */
  private static final class FailingConsumer extends MockConsumer<byte[], byte[]> {
    private KafkaException failure;

    FailingConsumer() {
      super("none");
      assign(List.of(PARTITION));
    }

    @Override
    public synchronized void commitSync(
        Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      if (failure != null) {
        throw failure;
      }
      commitSync(offsets);
    }

    long committed() {
      OffsetAndMetadata offset = committed(Set.of(PARTITION)).get(PARTITION);
      return offset == null ? -1 : offset.offset();
    }
  }

  private static PartitionProgress settledTo(long offset) {
    PartitionProgress progress = new PartitionProgress(PARTITION);
    progress.given(0, offset);
    progress.settled(offset, Optional.empty());
    return progress;
  }

  @Test
  void neverGoesBack() {
    PartitionProgress progress = settledTo(300);
    assertThat(commits.commit(List.of(progress))).isTrue();

    progress.settled(200, Optional.empty());
    assertThat(commits.commit(List.of(progress))).isTrue();

    assertThat(consumer.committed()).isEqualTo(300);
    assertThat(progress.toCommit()).isNull();
  }

  @Test
  void commitsNothingOfAPartitionThatWasTakenAway() {
    PartitionProgress before = settledTo(100);
    before.end();
    before.settled(200, Optional.empty());

    assertThat(commits.commit(List.of(before))).isTrue();

    assertThat(consumer.committed()).isEqualTo(-1);
  }

  @Test
  void commitsInBetweenOnlyIfItIsToBeSoon() {
    Commits daily = new Commits(consumer, Duration.ofDays(1), troubles, now::get);
    PartitionProgress progress = settledTo(100);

    daily.commitIfDue(List.of(progress));
    assertThat(consumer.committed()).isEqualTo(-1);

    daily.commitSoon(List.of(progress));
    assertThat(consumer.committed()).isEqualTo(100);
    assertThat(progress.committed()).isEqualTo(100);
  }

  @Test
  void takesARefusalAfterARebalanceForUsualAndCommitsLater() {
    PartitionProgress progress = settledTo(100);
    consumer.failure = new CommitFailedException();

    assertThat(commits.commit(List.of(progress))).isFalse();
    assertThat(commits.refused()).isEqualTo(1);
    assertThat(troubles.current()).isNull();

    consumer.failure = null;
    assertThat(commits.commit(List.of(progress))).isTrue();
    assertThat(consumer.committed()).isEqualTo(100);
  }

  @Test
  void saysWhatIsInTheWayUntilItIsOver() {
    PartitionProgress progress = settledTo(100);
    consumer.failure = new GroupAuthorizationException("group");

    assertThat(commits.commit(List.of(progress))).isFalse();
    assertThat(troubles.current()).startsWith("cannot commit: GroupAuthorizationException");

    consumer.failure = null;
    assertThat(commits.commit(List.of(progress))).isTrue();
    assertThat(troubles.current()).isNull();
  }

  @Test
  void saysThatBrokersHaveBeenAwayForLong() {
    PartitionProgress progress = settledTo(100);
    consumer.failure = new TimeoutException("no answer");

    assertThat(commits.commit(List.of(progress))).isFalse();
    assertThat(troubles.current()).isNull();
    now.addAndGet(Duration.ofSeconds(16).toNanos());
    assertThat(commits.commit(List.of(progress))).isFalse();
    assertThat(troubles.current()).isEqualTo("cannot commit: TimeoutException: no answer");

    consumer.failure = null;
    assertThat(commits.commit(List.of(progress))).isTrue();
    assertThat(troubles.current()).isNull();
  }

  @Test
  void doesNotTakeAnInterruptForARefusal() {
    consumer.failure = new InterruptException("interrupted");

    assertThatThrownBy(() -> commits.commit(List.of(settledTo(100)))).isSameAs(consumer.failure);

    assertThat(Thread.interrupted()).isTrue(); // InterruptException sets it
    assertThat(commits.refused()).isZero();
  }
}
