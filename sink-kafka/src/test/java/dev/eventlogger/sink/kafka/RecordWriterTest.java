package dev.eventlogger.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.sink.kafka.KafkaSettings.RecordTime;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the writer handles a producer's answers that brokers cannot be made to give. */
final class RecordWriterTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String NO_KEY =
      "its topic is compacted, and takes no record without a key; the event has none (key_by)";

  private final RuntimeException keyWanted =
      new InvalidRecordException(
          "Compacted topic cannot accept message without key in topic partition events-0.");
  private final List<FakeProducer> producers = new ArrayList<>();
  private Function<Integer, @Nullable RuntimeException> answers = number -> null;
  private final Map<String, RuntimeException> ofTopics = new HashMap<>();
  private long now;

  /** Answers each record as told; records the topics that were asked for. */
  private final class FakeProducer extends MockProducer<byte[], byte[]> {

    private final List<String> asked = new ArrayList<>();
    private int sent;

    FakeProducer() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      RuntimeException ofTopic = ofTopics.get(record.topic());
      RuntimeException answer = ofTopic != null ? ofTopic : answers.apply(sent);
      sent++;
      now += answer instanceof TimeoutException ? PATIENCE.toNanos() : 0;
      if (answer instanceof KafkaException && answer.getClass() == KafkaException.class) {
        throw answer;
      }
      Future<RecordMetadata> future = super.send(record, callback);
      boolean unused = answer == null ? completeNext() : errorNext(answer);
      return future;
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
      asked.add(topic);
      return List.of(new PartitionInfo(topic, 0, null, null, null));
    }
  }

  private RecordWriter writer(String template) {
    return writer(template, "uid");
  }

  private RecordWriter writer(String template, String keyBy) {
    Records records =
        new Records(
            TopicTemplate.parse(template, "clicks"),
            RecordKey.parse(keyBy),
            RecordFormat.CANONICAL,
            RecordTime.SENT);
    return new RecordWriter(this::connect, records, PATIENCE, "broker:9092", () -> now);
  }

  private Producer<byte[], byte[]> connect() {
    FakeProducer producer = new FakeProducer();
    producers.add(producer);
    return producer;
  }

  @Test
  void asksForATopicOnceABatch() throws Exception {
    RecordWriter writer = writer("events-{event_type}");

    assertThat(writer.write(OpenSink.clicks(40))).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(writer.write(OpenSink.clicks(40))).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(producers).hasSize(1);
    assertThat(producers.get(0).asked).containsExactly("events-click", "events-click");
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfOrderSequenceException.class, ProducerFencedException.class})
  void takesANewProducerAfterAFatalError(Class<? extends RuntimeException> fatal) throws Exception {
    RecordWriter writer = writer("events");
    RuntimeException error = fatal.getConstructor(String.class).newInstance("fatal");
    answers = number -> number < 3 ? null : error;
    List<Event> events = OpenSink.clicks(10);

    DeliveryResult result = writer.write(events);
    assertThat(result.retry()).isEqualTo(events.subList(3, 10));
    assertThat(result.rejected()).isEmpty();
    assertThat(result.cause()).hasMessage("broker:9092, topic events: " + fatal.getSimpleName());
    assertThat(producers.get(0).closed()).isTrue();

    answers = number -> null;
    assertThat(writer.write(result.retry())).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(producers).hasSize(2);
  }

  @Test
  void sendsNoMoreWhereTheProducerHasNoMemoryLeft() {
    RecordWriter writer = writer("events-{name}");
    answers = number -> new BufferExhaustedException("Failed to allocate memory");

    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> writer.write(named("a", "b", "c")));

    assertThat(failure.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
    assertThat(producers.get(0).sent).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        InvalidTopicException.class,
        TimeoutException.class,
        TopicAuthorizationException.class,
        UnknownTopicOrPartitionException.class
      })
  void sendsToOtherTopicsWhereOneFails(Class<? extends RuntimeException> kind) throws Exception {
    RecordWriter writer = writer("events-{name}");
    ofTopics.put("events-b", kind.getConstructor(String.class).newInstance("gone since"));
    List<Event> events = named("a", "b", "c", "b", "a");

    DeliveryResult result = writer.write(events);

    assertThat(result.rejected()).isEmpty();
    assertThat(result.retry()).containsExactly(events.get(1), events.get(3));
    assertThat(result.cause()).hasMessageStartingWith("broker:9092, topic events-b: ");
    assertThat(producers.get(0).sent).isEqualTo(4); // the second record for b is not waited for
  }

  @Test
  void waitsForNoMoreThanTwoTopicsThatWentAwaySinceItAsked() throws Exception {
    RecordWriter writer = writer("events-{name}");
    for (String gone : List.of("events-b", "events-c", "events-d")) {
      ofTopics.put(gone, new TimeoutException("gone since"));
    }
    List<Event> events = named("a", "b", "c", "d", "a");

    DeliveryResult result = writer.write(events);

    assertThat(result.retry()).isEqualTo(events.subList(1, 5));
    assertThat(Duration.ofNanos(now)).isEqualTo(PATIENCE.multipliedBy(2));
  }

  private static List<Event> named(String... names) {
    return Stream.of(names).map(name -> Event.of(EventDraft.named(name))).toList();
  }

  @Test
  void sendsNoMoreWhereTheProducerRefusesAllThatIsSent() {
    RecordWriter writer = writer("events");
    answers = number -> new KafkaException("in an error state");

    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> writer.write(OpenSink.clicks(40)));

    assertThat(failure.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
    assertThat(failure).hasMessage("broker:9092, topic events: KafkaException");
    assertThat(producers.get(0).sent).isEqualTo(1);
  }

  @Test
  void rejectsWhatTheProducerFindsTooLargeAndSendsTheRest() throws Exception {
    RecordWriter writer = writer("events");
    answers = number -> number == 1 ? new RecordTooLargeException("The message is 9 bytes") : null;
    List<Event> events = OpenSink.clicks(4);

    DeliveryResult result = writer.write(events);

    assertThat(result.rejected()).extracting(Rejected::event).containsExactly(events.get(1));
    assertThat(result.retry()).isEmpty();
    assertThat(producers.get(0).closed()).isFalse();
  }

  @Test
  void rejectsWhatATopicFindsInvalid() throws Exception {
    RecordWriter writer = writer("events");
    answers = number -> number == 0 ? new InvalidRecordException("of a secret kind") : null;

    DeliveryResult result = writer.write(OpenSink.clicks(2));

    assertThat(result.rejected())
        .extracting(Rejected::reason)
        .containsExactly("the topic does not take it: InvalidRecordException");
  }

  /** One anonymous client must not stop the log. */
  @Test
  void rejectsTheEventWithoutAKeyWhereACompactedTopicTakesNone() throws Exception {
    RecordWriter writer = writer("events");
    answers = number -> number == 1 ? keyWanted : null;
    Event anonymous = Event.of(EventDraft.of(EventType.VIEW));

    DeliveryResult result =
        writer.write(List.of(OpenSink.click(Map.of()), anonymous, OpenSink.click(Map.of())));

    assertThat(result.rejected()).containsExactly(new Rejected(anonymous, NO_KEY));
    assertThat(result.retry()).isEmpty();
  }

  /** Brokers that do not say which record is at fault report it for all. */
  @Test
  void keepsTheEventsWithAKeyBesideOneWithout() throws Exception {
    RecordWriter writer = writer("events");
    answers = number -> keyWanted;
    Event anonymous = Event.of(EventDraft.of(EventType.VIEW));
    Event known = OpenSink.click(Map.of());

    DeliveryResult result = writer.write(List.of(anonymous, known));

    assertThat(result.rejected()).containsExactly(new Rejected(anonymous, NO_KEY));
    assertThat(result.retry()).containsExactly(known);
  }

  @Test
  void waitsForAPersonWhereACompactedTopicIsToTakeEventsThatNeverHaveAKey() {
    answers = number -> keyWanted;
    RecordWriter writer = writer("events", "none");

    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> writer.write(OpenSink.clicks(2)));

    assertThat(failure.kind()).isEqualTo(SinkException.Kind.MISCONFIGURED);
    assertThat(failure).hasMessageEndingWith("set key_by, or its cleanup.policy");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ClusterAuthorizationException.class,
        InvalidTimestampException.class, // the fault of this machine's clock
        RecordBatchTooLargeException.class,
        UnsupportedVersionException.class
      })
  void waitsForAPerson(Class<? extends RuntimeException> refusal) throws Exception {
    RuntimeException error = refusal.getConstructor(String.class).newInstance("secret words");
    answers = number -> error;
    RecordWriter writer = writer("events");

    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> writer.write(OpenSink.clicks(2)));

    assertThat(failure.kind()).isEqualTo(SinkException.Kind.MISCONFIGURED);
    assertThat(failure).hasMessageStartingWith("broker:9092, topic events: ");
    assertThat(failure.getMessage()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ApiException.class,
        InvalidTxnStateException.class, // stands for those that nobody thought of
        UnknownServerException.class
      })
  void suspectsNoEventOfWhatBrokersFailAt(Class<? extends RuntimeException> fault)
      throws Exception {
    RuntimeException error = fault.getConstructor(String.class).newInstance("secret words");
    answers = number -> number == 1 ? error : null;
    RecordWriter writer = writer("events");
    List<Event> events = OpenSink.clicks(3);

    DeliveryResult result = writer.write(events);

    assertThat(result.rejected()).isEmpty();
    assertThat(result.retry()).contains(events.get(1));
    assertThat(result.cause())
        .hasMessage("broker:9092, topic events: " + fault.getSimpleName())
        .asInstanceOf(type(SinkException.class))
        .extracting(SinkException::kind)
        .isEqualTo(SinkException.Kind.UNAVAILABLE);
  }
}
