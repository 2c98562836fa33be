package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConsumerLoopTest {

  private static final long AFTER_THE_YEAR_9999 = 253402300800000L;

  @TempDir private Path folder;

  private final InMemoryEventLogger sink = new InMemoryEventLogger();
  private EventLogger events;

  @BeforeEach
  void open() {
    events =
        EventLogger.open(
            EventLoggerConfig.of(
                Map.of(
                    "EVENT_LOGGER_NAME",
                    "in-memory",
                    "EVENT_DELIVERY",
                    Map.of(
                        "dead_letters", folder.toString(), "linger", "20ms", "close_timeout", "1s"),
                    "EVENT_REPORTS",
                    Map.of("every", "0s"))),
            sink);
  }

  @AfterEach
  void close() {
    events.close();
  }

  private EventConsumer consumer(ConsumerSettings settings, MockTopic topic) {
    return new EventConsumer(settings, events.relay(List.of()), topic);
  }

  private static ConsumerSettings settings() {
    return ConsumerSettings.of(List.of("a:1"), List.of(MockTopic.NAME), "g", List.of());
  }

  @Test
  void commitsNothingOfAPollThatFailed() {
    MockTopic topic =
        new MockTopic() {
          @Override
          public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> found = super.poll(timeout);
            if (!found.isEmpty()) {
              throw new OutOfMemoryError("while decompressing"); // the position has already moved
            }
            return found;
          }
        };
    topic.events(100).given();

    assertThatThrownBy(() -> consumer(settings(), topic).run())
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(topic.committedAtClose).isEqualTo(-1);
    assertThat(sink.events()).isEmpty();
  }

  @Test
  void buriesARecordOfAfterTheYear9999() throws Exception {
    MockTopic topic = new MockTopic();
    topic.events(50).record(AFTER_THE_YEAR_9999, "[1]".getBytes(UTF_8)).events(49).given();

    ConsumerState end = consumer(settings().endingAtTheEnd(), topic).run();

    assertThat(end.unreadable()).isEqualTo(1);
    assertThat(sink.events()).hasSize(99);
    assertThat(topic.committedAtClose).isEqualTo(100);
    assertThat(Files.readString(folder.resolve("_unreadable.ndjson"))).contains("t-0@50");
  }

  @Test
  void endsWithoutWaitingForTheNextTimeToCommit() throws Exception {
    MockTopic topic = new MockTopic().events(3);
    topic.given();
    ConsumerSettings daily =
        ConsumerNode.settings(
            "a:1", MockTopic.NAME, "g", Map.of("commit_every", "1d", "until_end", true));

    assertThat(consumer(daily, topic).run().delivered()).isEqualTo(3);
    assertThat(topic.committedAtClose).isEqualTo(3);
  }

  @Test
  void givesAnEventNoTimeThatNoEventCanHave() throws Exception {
    MockTopic topic = new MockTopic();
    topic.record(AFTER_THE_YEAR_9999, "{\"name\":\"e\"}".getBytes(UTF_8)).given();

    ConsumerState end = consumer(settings().endingAtTheEnd(), topic).run();

    assertThat(end.unreadable()).isZero();
    assertThat(sink.events()).extracting(Event::createdAt).containsExactly(Instant.EPOCH);
  }

  /** A topic whose beginnings cannot be asked for a few times. */
  private static final class Failing extends MockTopic {
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private Runnable whileAsked = () -> {};

    @Override
    public synchronized Map<TopicPartition, Long> beginningOffsets(
        Collection<TopicPartition> partitions, Duration timeout) {
      whileAsked.run();
      if (!failures.isEmpty()) {
        throw failures.removeFirst();
      }
      return super.beginningOffsets(partitions, timeout);
    }
  }

  @Test
  void waitsForBrokersThatAreAwayWhenItBegins() throws Exception {
    Failing topic = new Failing();
    topic.failures.add(new TimeoutException("no leader"));
    topic.events(3).given();

    ConsumerState end = consumer(settings().endingAtTheEnd(), topic).run();

    assertThat(end.delivered()).isEqualTo(3);
  }

  @Test
  void asksNoLeaderWhereItBeginsUnlessItHasTo() throws Exception {
    Failing topic = new Failing();
    topic.failures.add(new AssertionErrorInDisguise());
    topic.events(3).given();
    EventConsumer consumer = consumer(settings(), topic);
    topic.schedulePollTask(consumer::stop);

    assertThat(consumer.run().delivered()).isEqualTo(3);
  }

  private static final class AssertionErrorInDisguise extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void goesOnWhenTheBrokersDoNotSayWhereATopicBeginsThatHasLostItsRecords() throws Exception {
    Failing topic = new Failing();
    topic.events(100).given();
    EventConsumer consumer = consumer(settings(), topic);
    topic.schedulePollTask(
        () -> {
          topic.failures.add(new TimeoutException("no leader"));
          topic.failures.add(new TimeoutException("no leader"));
          topic.setPollException(new OffsetOutOfRangeException(Map.of(MockTopic.PARTITION, 200L)));
        });
    topic.schedulePollTask(
        () ->
            topic.setPollException(
                new OffsetOutOfRangeException(Map.of(MockTopic.PARTITION, 200L))));
    topic.schedulePollTask(
        () ->
            topic.setPollException(
                new OffsetOutOfRangeException(Map.of(MockTopic.PARTITION, 200L))));
    topic.schedulePollTask(consumer::stop);

    ConsumerState end = consumer.run();

    assertThat(topic.failures).isEmpty();
    assertThat(end.problem()).isNull();
    assertThat(topic.lastPosition).isZero();
  }

  @Test
  void endsWithAMessageWhenAnotherHasItsPlace() {
    MockTopic topic =
        new MockTopic() {
          @Override
          public synchronized void commitAsync(
              Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            throw new FencedInstanceIdException("another has it");
          }
        };
    topic.events(3).given();

    assertThatThrownBy(() -> consumer(settings(), topic).run())
        .isInstanceOf(ConsumerException.class)
        .hasMessage("group g: FencedInstanceIdException: another has it");
  }

  @Test
  void endsWithAMessageWhenTheClientDoesNotKnowWhatABrokerAnswers() {
    MockTopic topic =
        new MockTopic() {
          @Override
          public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            throw new IllegalStateException("Unexpected error code 99 while fetching");
          }
        };
    EventConsumer consumer = consumer(settings(), topic);

    assertThatThrownBy(consumer::run)
        .isInstanceOf(ConsumerException.class)
        .hasMessage("Kafka's consumer cannot go on: Unexpected error code 99 while fetching");
    assertThat(consumer.hasJoined()).isFalse();
  }

  @Test
  void waitsWhileABrokerAnswersWithAFaultOfItsOwn() throws Exception {
    MockTopic topic = new MockTopic();
    topic.events(3).given();
    EventConsumer consumer = consumer(settings(), topic);
    topic.schedulePollTask(() -> topic.setPollException(new UnknownServerException("a bad disk")));
    topic.schedulePollTask(consumer::stop);

    assertThat(consumer.run().problem()).isNull();
    assertThat(consumer.hasJoined()).isTrue();
  }

  @Test
  void goesOnWhereABrokerThatHadNotAllIsTheSame() throws Exception {
    MockTopic topic = new MockTopic();
    topic.events(100).given();
    EventConsumer consumer = consumer(settings(), topic);
    topic.schedulePollTask(
        () ->
            topic.setPollException(
                new LogTruncationException(
                    "truncated",
                    Map.of(MockTopic.PARTITION, 100L),
                    Map.of(MockTopic.PARTITION, new OffsetAndMetadata(90)))));
    topic.schedulePollTask(consumer::stop);

    assertThat(consumer.run().skipped()).isZero();
    assertThat(topic.lastPosition).isEqualTo(90);
  }

  /** What was read before is still on its way, so nothing beyond it may be committed. */
  @Test
  void commitsNothingBehindWhatIsOnItsWayWhereABrokerHasLostRecords() throws Exception {
    sink.retryIf(event -> true);
    MockTopic topic = new MockTopic();
    topic.events(100).given();
    EventConsumer consumer = consumer(settings(), topic);
    topic.schedulePollTask(
        () ->
            topic.setPollException(
                new LogTruncationException(
                    "truncated",
                    Map.of(MockTopic.PARTITION, 100L),
                    Map.of(MockTopic.PARTITION, new OffsetAndMetadata(90)))));
    topic.schedulePollTask(() -> LockSupport.parkNanos(Duration.ofMillis(600).toNanos()));
    topic.schedulePollTask(() -> LockSupport.parkNanos(Duration.ofMillis(600).toNanos()));
    topic.schedulePollTask(consumer::stop);

    assertThat(consumer.run().inFlight()).isEqualTo(100);
    assertThat(topic.committedAtClose).isEqualTo(-1);
  }

  @Test
  void endsWhereATopicEndsThatHasLostItsEndMeanwhile() throws Exception {
    MockTopic topic = new MockTopic().given();
    topic.updateEndOffsets(Map.of(MockTopic.PARTITION, 100L));
    topic.schedulePollTask(
        () -> {
          topic.updateEndOffsets(Map.of(MockTopic.PARTITION, 60L));
          topic.setPollException(
              new LogTruncationException(
                  "truncated",
                  Map.of(MockTopic.PARTITION, 100L),
                  Map.of(MockTopic.PARTITION, new OffsetAndMetadata(60))));
        });

    ConsumerState end = consumer(settings().endingAtTheEnd(), topic).run();

    assertThat(end.records()).isZero();
    assertThat(topic.committedAtClose).isEqualTo(60);
  }

  @Test
  void endsWhereItMayJoinTheGroupAndNeverReadTheTopic() {
    MockTopic topic = new MockTopic().given();
    topic.schedulePollTask(
        () -> topic.setPollException(new TopicAuthorizationException(Set.of(MockTopic.NAME))));

    assertThatThrownBy(() -> consumer(settings(), topic).run())
        .isInstanceOf(ConsumerException.class)
        .hasMessageContaining("TopicAuthorizationException");
  }

  @Test
  void drainsOnceAtTheEnd() throws Exception {
    sink.retryIf(event -> true);
    MockTopic topic = new MockTopic();
    topic.events(3).given();
    ConsumerSettings settings =
        EventLoggerConfig.of(
                Map.of(
                    ConsumerSection.KEY,
                    Map.of(
                        "bootstrap_servers",
                        "a:1",
                        "topics",
                        MockTopic.NAME,
                        "group",
                        "g",
                        "drain_timeout",
                        "2s")))
            .section(ConsumerSection.KEY)
            .as(ConsumerSettings.class);
    EventConsumer consumer = consumer(settings, topic);
    topic.schedulePollTask(consumer::stop);

    assertThat(consumer.run().inFlight()).isEqualTo(3);

    assertThat(topic.committedAtClose).isEqualTo(-1);
    assertThat(topic.closing).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void runsNoMoreWhenItHasFailedAndSaysWhyWhileItWaits() throws Exception {
    Failing topic = new Failing();
    topic.failures.add(new TimeoutException("no leader"));
    EventConsumer consumer = consumer(settings().endingAtTheEnd(), topic);
    AtomicReference<ConsumerState> meanwhile = new AtomicReference<>();
    topic.whileAsked =
        () -> {
          if (topic.failures.isEmpty()) {
            meanwhile.set(consumer.state());
            throw new IllegalArgumentException("for a test");
          }
        };
    assertThat(consumer.isRunning()).isFalse();

    assertThatThrownBy(consumer::run).isInstanceOf(IllegalArgumentException.class);

    assertThat(consumer.isRunning()).isFalse();
    assertThat(meanwhile.get().problem()).contains("cannot begin");
  }

  @Test
  void knowsNoLagOfATopicWhileThatOfOneOfItsPartitionsIsNotKnown() {
    ConsumerState state =
        new ConsumerState(
            Map.of(
                "t-0",
                new ConsumerState.PartitionState("t", 3, 4),
                "t-1",
                new ConsumerState.PartitionState("t", -1, -1),
                "u-0",
                new ConsumerState.PartitionState("u", 3, 5)),
            0,
            0,
            0,
            0,
            false,
            0,
            0,
            0,
            null);

    assertThat(state.knownLag("t")).isEmpty();
    assertThat(state.knownLag("u")).hasValue(5);
    assertThat(state.lag("t")).isEqualTo(4);
  }
}
